# La semana propia y su calendario.

week-title = Su semana
week-plain-title = Semana
week-of = Semana del { $day }
week-times-in = Semana del { $day }, horas de { $zone }
week-span = Del { $from } al { $to }.
week-meetings = { $count ->
    [one] Una reunión, { $hours }.
   *[other] { $count } reuniones, { $hours } en total.
 }
week-nothing = No hay nada esta semana
week-nothing-more = Las sesiones aparecen aquí en cuanto se arma una semana.
week-by-day = Día por día
week-print = Imprimir en una hoja
week-printed = Impreso el { $day }.
week-printed-for = Para { $name }. Impreso el { $day }.
week-to-calendar = Ponerla en el calendario de su teléfono
week-names = Cómo se llaman aquí las reuniones
week-with-names = Con nombres
week-all-called = Todas como «{ $word }»
week-moved = se pasó del { $day }
week-with = con { $names }
week-today = hoy
week-free = Nada previsto
week-telehealth = Por video
week-committed = Ocupado
week-rather-not = Mejor no
week-called-off = Cancelada
week-to = a
week-draw = Arrastre sobre un tiempo libre para agregar algo, o arrastre un bloque para moverlo. Con el dedo, mantenga pulsado un momento primero.

# El calendario de un teléfono.
calendar-title = Su calendario
calendar-lead = Agregue esta dirección al calendario de su teléfono: ahí verá sus horarios, siempre al día. Quien los vea no sabrá de qué son.
calendar-address = La dirección
calendar-once = Esto se muestra una sola vez.
calendar-once-more = Cópiela ahora o ábrala en este teléfono. Es como una llave: quien la tenga puede leer sus horarios.
calendar-secret = Dirección secreta
calendar-open = Agregar al calendario de este aparato
calendar-made = Tiene una dirección, hecha el { $day }.
calendar-read = Se leyó por última vez el { $day }.
calendar-unread = Todavía no se ha leído.
calendar-lost = No se puede mostrar otra vez. Si la perdió, o si otra persona puede tenerla, haga una nueva: la anterior deja de funcionar en seguida.
calendar-new = Hacer otra dirección
calendar-none = No tiene ninguna dirección. Mientras no haga una, no se puede leer nada sin iniciar sesión.
calendar-make = Hacer una dirección
calendar-stop = Dejar de compartir
calendar-says = Lo que dice
calendar-calls = Cómo las llama su calendario
calendar-other = Una palabra suya
calendar-word = Su propia palabra
calendar-word-hint = Solo si eligió una palabra suya.
calendar-place = Decir dónde son
calendar-groups = Llamar por su nombre a los grupos que usted dirige
calendar-no-names = Nunca lleva nombres de personas. Lo que se cancela sigue visible como cancelado.
calendar-mend-title = Elija cómo las llama su calendario.
calendar-mend-word = Escriba la palabra que mostrará su calendario, de 40 caracteres como máximo.
title-appointment = Cita
title-meeting = Reunión
title-class = Clase
title-busy = Ocupado
title-study = Grupo de estudio
