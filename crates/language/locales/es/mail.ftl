# Mensajes que salen de la casa: correo, borradores que alguien envía, llamadas a navegadores. Otros pueden leerlos; por eso
# no tratan de nadie y no dicen para qué.

mail-welcome-subject = Prepare su inicio de sesión
mail-welcome-text =
    Hola:

    Con este enlace puede preparar cómo inicia sesión. Funciona una sola vez, dentro de { $hours } horas:

    { $link }

    Si no esperaba este mensaje, puede ignorarlo.

mail-redirected-subject = Cambió su dirección para iniciar sesión
mail-redirected-text =
    Hola:

    De ahora en adelante se usa otra dirección para iniciar sesión en lugar de esta, y los enlaces que llegaron aquí antes ya no funcionan. Si usted no lo pidió, dígaselo por teléfono o en persona a quienes le enviaron esos enlaces.

mail-code-subject = Su código para iniciar sesión
mail-code-text =
    Hola:

    Su código es { $code }. Funciona una sola vez, dentro de { $minutes } minutos.

    Si no acaba de intentar iniciar sesión, puede ignorar este mensaje; nadie puede entrar sin el código.

# Una cita, cómo se contesta, y lo que sigue cuando hay un número al que llamar. Un recordatorio sigue de la misma manera.
mail-appointment-subject = Cita
mail-appointment-text =
    Hola:

    Su cita: { $when }
mail-appointment-answer =
    ¿Le conviene esta hora? Puede decir que sí, pedir otra hora o pedir que le llamen. No tiene que iniciar sesión:

    { $link }
mail-appointment-change = Para cambiarla, llame al { $phone }.
mail-reminder-subject = Se acerca su cita
mail-reminder-text =
    Hola:

    Su cita: { $when }

# Otros horarios que antes. Lo que se pone es uno de los borradores de abajo.
mail-times-subject = Cambiaron sus horarios
mail-times-text =
    Hola:

    { $times }

# Para una semana, una línea por cada hora.
mail-week-once =
    Sus horarios de esta semana cambiaron:

    { $times }

    Si esto no le conviene, por favor llámenos.
mail-week-moved = { $when }: pasa al { $then }
mail-week-cancelled = { $when }: cancelado
mail-week-video = { $when }: por video, no en persona
mail-week-back = { $when }: como estaba antes
mail-week-dropped = { $when }: esta semana no
mail-week-new = { $when }: nuevo
mail-week-differs = { $when }: no es como antes

# Después de un cambio sin borrador: una línea por cada hora, como arriba.
mail-week-changes =
    Sus horarios cambiaron:

    { $times }

    Inicie sesión para ver dónde.
mail-week-more = Cambiaron más horarios. Inicie sesión para verlos todos.
mail-week-call = Si esto no le conviene, llame al { $phone }.

# Desde una semana en adelante, una línea por cada hora.
mail-week-lasting =
    Desde { $day }, sus horarios de cada semana son:

    { $times }

    Inicie sesión para ver más. Si esto no le conviene, por favor llámenos.
mail-week-each = { $weekday }, { $from } a { $to }
mail-week-each-off = { $weekday }, { $from } a { $to } (no el { $day })
# Cuando los horarios no son los mismos cada semana: arriba de los de una semana, y debajo de la última.
mail-week-turn = En la semana del { $day }:
mail-week-again = Desde { $day } vuelve a empezar.

# A quienes trabajan aquí.
mail-trial-subject = El correo funciona
mail-trial-text =
    Hola:

    Este mensaje se envió desde la configuración para ver si el correo llega. Llegó.

    No hay nada que hacer.

mail-yes-subject = Un sí o un no espera por usted
mail-yes-text =
    Hola:

    Alguien de su equipo pidió un rol, u otra dirección de correo electrónico, para una persona que trabaja aquí. Por favor diga sí o no:

    { $link }

mail-review-subject = Una revisión espera por usted
mail-review-text =
    Hola:

    Se abrió un expediente en una emergencia. Por favor revíselo:

    { $link }

mail-open-subject = Por favor abra el programa ahora
mail-open-text =
    Hola:

    Por favor abra el programa ahora:

    { $link }

    Si no puede, llame a quien sigue en el equipo.

# Todo lo que dice una llamada a un navegador.
mail-call = Stepwell: por favor abra el programa
