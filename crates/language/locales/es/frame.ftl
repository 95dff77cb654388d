# Lo que rodea cada página.

frame-skip = Ir al contenido
frame-notices = Avisos
frame-main = Principal
frame-footer = Pie de página
frame-sign-in = Iniciar sesión
frame-sign-out = Cerrar sesión
frame-account = Su cuenta
frame-own-pages = Sus propias páginas
frame-help = Ayuda
frame-pages = Páginas de esta lista
frame-previous = Anterior
frame-next = Siguiente
frame-undo = Deshacer
frame-copy = Copiar
frame-copied = Copiado
frame-crisis-before = ¿En crisis?
frame-crisis-call-or-text = Llame o escriba al { $number }
frame-crisis-call = Llame al { $number }
frame-crisis-after = Gratis, de día y de noche.
frame-demo = Demostración
frame-demo-time = Aquí es { $time }.
frame-demo-hour = Una hora más
frame-demo-tomorrow = A mañana
frame-demo-monday = Al próximo lunes
frame-demo-more = Todas las personas aquí son inventadas. Lo que usted cambie se borra cuando termina la demostración.

# Formularios.
form-optional = opcional
form-one-thing = Hay una cosa por corregir
form-things = Hay { $count } cosas por corregir
form-nothing-lost = No se perdió nada de lo que escribió.
form-yes = Sí
form-no = No
form-unsure = No sé
form-changed = Alguien cambió esto desde que usted abrió la página
form-changed-more = No se guardó nada, y no se perdió nada de lo que escribió. Lo que difiere está marcado abajo con lo que está guardado ahora. Guarde otra vez para conservar esta página como está.
form-changed-yours = Lo que usted escribió, y lo que está guardado ahora
form-changed-theirs = Lo que cambió mientras tanto
form-changed-meanwhile = Esto cambió mientras tanto. Muestra lo que está guardado ahora.
form-changed-none = Usted escribió esto. Ahora no hay nada guardado aquí.
form-changed-stored = Usted escribió esto. Guardado ahora: { $stored }
form-not-offered = algo que aquí no se ofrece
form-ticked = marcado
form-not-ticked = sin marcar
form-mend = Revise esto y escríbalo otra vez.

# Días y horas.
opening-mon = Lunes
opening-tue = Martes
opening-wed = Miércoles
opening-thu = Jueves
opening-fri = Viernes
opening-sat = Sábado
opening-sun = Domingo
opening-from-to = { $from } a { $to }
opening-overnight = { $from } a { $to } del día siguiente
opening-label = Horario
opening-by-arrangement = con cita

# Los lugares de quien está en atención.
frame-place-today = Hoy
frame-place-week = Semana
frame-place-life = Vida
frame-place-plan = Plan de seguridad
frame-place-account = Cuenta
