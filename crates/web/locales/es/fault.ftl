# Lo que salió mal, cuando alguien lo encuentra en una página pública.

fault-safe = Qué está a salvo
fault-to-do = Qué puede hacer
fault-home = Ir a la primera página
fault-nothing-changed = No se cambió nada.
fault-nothing-saved = No se guardó nada.
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
fault-wait-more = Llegaron muchas solicitudes desde su red en poco tiempo. Espere { $minutes } minutos y envíelo otra vez, o llámenos.
