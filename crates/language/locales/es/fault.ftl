# Lo que salió mal, cuando alguien lo encuentra en una página pública.

fault-safe = Qué está a salvo
fault-to-do = Qué puede hacer
fault-reference = Si llama por esto, diga este número:
fault-back = Volver a la página, tal como está ahora
fault-home = Ir a la primera página
fault-nothing-changed = No se cambió nada.
fault-nothing-saved = No se guardó nada.
fault-nothing-saved-readable = No se guardó nada. Lo que se guardó antes todavía se puede leer.
fault-saved-before = Lo que se guardó antes está a salvo.
fault-read-only = En este momento no se puede guardar nada
fault-read-only-more = La computadora de la clínica no acepta nada nuevo por ahora; alguien tiene que atenderla. Inténtelo más tarde o llame a la clínica.
fault-unsure = No es seguro que esto se haya guardado
fault-unsure-more = Envíelo otra vez: no se registrará dos veces.
fault-contended = Demasiadas cosas a la vez
fault-contended-more = Otras personas llegaron antes y a esto no le tocó su turno. Envíelo otra vez en un momento.
fault-contradiction = Esto no concuerda con lo que ya existe
fault-contradiction-more = Quizás alguien registró lo mismo entretanto. Abra la página otra vez y compare.
fault-forgotten = Los datos de esta persona se borraron
fault-forgotten-more = Ya no se puede leer nada sobre ella.
fault-trouble = Esto no funciona en este momento
fault-trouble-more = La computadora de la clínica tiene un problema, y está anotado en su registro. Inténtelo más tarde o llame a la clínica.
fault-typed-below = No se guardó nada, y no se perdió nada de lo que escribió: está aquí abajo.
fault-you-typed = Lo que escribió
fault-send-again = Enviar otra vez
fault-not-here = Aquí no hay nada
fault-not-here-more = No hay nada en esta dirección, o no está abierta para usted.
fault-method = Así no funciona
fault-method-more = Esta dirección no acepta lo que se le envió. Abra la página y use sus botones.
fault-too-large = Demasiado largo
fault-too-large-more = Lo que se envió es más largo de lo que esta página acepta. Acórtelo y envíelo otra vez.
fault-kind = No es un formulario
fault-kind-more = Esta dirección acepta lo que envía el formulario de su página, y nada más.
fault-field = No es un campo de este formulario
fault-field-more = El formulario llegó con «{ $field }», que no tiene. Abra la página otra vez y envíelo desde allí.
fault-elsewhere = Enviado desde otro lugar
fault-elsewhere-more = Esto se envió desde otro sitio. Abra la página aquí y envíelo desde ella.
fault-stale = Esta página es demasiado vieja
fault-stale-more = El formulario se abrió en otra sesión o hace más de doce horas, así que no se aceptó.
fault-unreadable = No se puede leer
fault-unreadable-more = Lo que se envió no se puede leer ({ $what }). Abra la página otra vez y envíelo desde allí.
fault-wait-more = Llegaron muchas solicitudes desde su red en poco tiempo. Espere { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
 } y envíelo otra vez, o llámenos.
fault-busy = Un momento
fault-busy-more = Muchas personas usan esta página ahora mismo y su turno no llegó. Espere unos segundos e inténtelo otra vez.
fault-try-again = Intentar otra vez
