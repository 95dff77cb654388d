# Lo demás que tiene la vida de alguien.

life-frame = Vida
life-title = Su vida fuera de aquí
life-lead = Trabajo, escuela, hijos, citas: su semana aquí se ajusta a todo eso.
life-add = Agregar algo
life-vacation = Vacaciones
life-shifts = Turnos que cambian por semana
life-single = Una sola fecha
life-coming = Las próximas semanas
life-session = aquí
life-till = hasta las { $time }
life-week-number = Semana { $number }
life-week-off = libre
life-shifts-over = { $count ->
    [one] Los mismos turnos cada semana
   *[other] Turnos que vuelven a empezar después de { $count } semanas
 }
life-no-longer = Su semana aquí ya no se ajusta
life-lies = Algo de su vida cae a la hora de una sesión de aquí.
life-would-fit = Esto sí se ajustaría, desde el { $day }:
life-no-week = Por ahora no se encontró una semana que se ajuste.
life-talk = Nada cambia por sí solo. Hable con su equipo sobre lo que le convendría.
life-none-planned = Ninguna
life-told = Lo que dijo en la evaluación
life-told-hard = Lo que no se puede mover
life-told-rather-not = Horas que prefiere tener libres
life-told-minutes = Minutos para llegar aquí
life-told-video = Si es posible por video
life-enter = Anotarlo
life-nothing = Todavía no hay nada aquí
life-nothing-more = Agregue lo que no se puede mover, como el trabajo o la escuela, y lo que prefiere tener libre.
life-change = Cambiar
life-remove = Quitar
life-from = desde el { $day }
life-until = hasta el { $day }
life-there-and-back = { $count ->
    [one] { $count } minuto de ida, { $back } de vuelta, { $way }
   *[other] { $count } minutos de ida, { $back } de vuelta, { $way }
 }
life-week = La semana
life-every = { $days }, cada { $weeks } semanas
life-next = { $what }, la próxima vez el { $day }

# Si esto es correcto.
life-right = ¿Está bien así? Entonces guárdelo
life-would-be = Sería en estas fechas:
life-clashes = Cae sobre estas sesiones:
life-more = Y sobre { $count } más en las próximas semanas.
life-means = Lo que esto significa
life-away-clashes = Estas sesiones quedan justificadas:
life-no-clashes = Ninguna sesión de aquí cae a esa hora.

# El formulario.
life-change-this = Cambiar: { $what }
life-save = Guardar
life-cancel = Cancelar
life-back = Volver
life-what = ¿Qué es?
life-own-word = Su propia palabra para eso
life-can-move = ¿Se puede mover?
life-fixed-hint = No se planea nada encima.
life-rather-not-hint = Se deja libre cuando se puede.
life-often = ¿Cada cuánto?
life-often-hint = Los turnos que cambian por semana tienen su propio formulario. Cada cierto número de semanas empieza en el primer día así desde la primera fecha.
life-every-week = Cada semana
life-every-weeks = Cada { $weeks } semanas
life-once = Una vez
life-days = Días
life-days-hint = No hace falta para algo que pasa una sola vez.
life-start = De
life-start-hint = Por ejemplo 17:30
life-end = A
life-end-hint = Por ejemplo 20:30; un turno de noche termina al día siguiente
life-first = Primera fecha
life-first-hint = Por ejemplo 14 abr 2026
life-last = Última fecha
life-last-hint = Por ejemplo 12 jun 2026
life-once-date = Para algo que pasa una sola vez, la primera fecha es el día.
life-templates = Empezar con
life-weeks = ¿Después de cuántas semanas vuelve a empezar?
life-weeks-hint = Deje sin días la semana que tiene libre.
life-weeks-count = { $count ->
    [one] { $count } semana
   *[other] { $count } semanas
 }
life-other-times = Semana { $number }: otros días a otras horas
life-anchor = Un día de la semana 1
life-anchor-hint = Después de la última semana viene otra vez la semana 1, contada desde aquí.
life-away-first = Primer día fuera
life-away-last = Último día fuera
life-away-last-hint = Por ejemplo 12 jun 2026
life-away-excused = Las sesiones de esos días quedan justificadas. El lugar en los grupos se queda.
life-way = El camino de ida y de vuelta
life-way-more = El tiempo entre aquí y allá, para que nada empiece aquí mientras usted va en camino.
life-how = Cómo
life-from-here = Minutos desde aquí hasta allá
life-to-here = Minutos desde allá hasta aquí

# Cómo llega.
life-getting = Cómo llega aquí
life-getting-about = cómo llega aquí
life-getting-unasked = Nadie se lo ha preguntado todavía. Hasta entonces no se cuenta tiempo de camino, y las sesiones se planean en persona.
life-the-way = El camino
life-video = Sesiones por video
life-groups = Grupos para
life-not-counted = No se cuenta
life-one-way = { $count ->
    [one] { $way }, { $count } minuto de ida
   *[other] { $way }, { $count } minutos de ida
 }
life-usually = ¿Cómo llega aquí normalmente?
life-minutes = Minutos de ida
life-minutes-hint = Se cuenta antes y después de cada día aquí.
life-video-hint = Necesitan un cuarto privado y una conexión.
life-groups-hint = Algunos grupos son para personas que comparten algo. «Todos» sirve para la mayoría.

# Las respuestas de las listas.
kind-work = Trabajo
kind-school = Escuela
kind-caregiving = Cuidar a alguien
kind-court = Corte o supervisión
kind-medical = Cita médica
kind-vacation = Vacaciones
kind-other = Otra cosa
firmness-fixed = No se puede mover
firmness-rather_not = Mejor no
way-none = Sin camino que contar
way-car = En carro
way-bus = En autobús
video-no = Solo en persona
video-possible = Es posible por video
video-wished = Prefiere por video
track-general = Todos
track-morning = Por la mañana
track-day = De día
track-afternoon = Por la tarde
track-evening = Por la noche
track-women = Mujeres
track-men = Hombres
track-young_adult = Adultos jóvenes
track-co_occurring = Quienes viven también con una condición de salud mental
track-lgbtq = Personas LGBTQ+
track-veterans = Veteranos
track-spanish = En español
template-early_late = Semanas de mañana y de tarde
template-two_two_three = 2-2-3, por rotación
template-nights = Noches
template-term = Período escolar

# Lo que hay que corregir.
life-mend-kind = Elija qué es.
life-mend-label = Acorte su propia palabra a una línea.
life-mend-firmness = Elija si se puede mover.
life-mend-often = Elija cada cuánto pasa.
life-mend-days = Elija al menos un día.
life-mend-weeks = Elija de 1 a 8 semanas y los días de al menos una. Dos horarios de un mismo día no pueden encimarse.
life-mend-anchor = Escriba un día de la semana 1, como 14 abr 2026.
life-mend-turn_days = Elija los días de estas horas, o deje vacías las horas.
life-mend-turn_start = Escriba la hora a la que empieza, como 9:00 o 17:30.
life-mend-turn_end = Escriba la hora a la que termina, como 17:30.
life-mend-start = Escriba la hora a la que empieza, como 9:00 o 17:30.
life-mend-end = Escriba la hora a la que termina, como 17:30. Nada dura más de 24 horas.
life-mend-from = Escriba la primera fecha, como 14 abr 2026. Si pasa una sola vez, tiene que ser un día que todavía no ha pasado.
life-mend-until = Escriba una última fecha que todavía no ha pasado y que venga después de la primera, o déjela vacía. Entre las dos tiene que caer alguno de los días.
life-away-mend-from = Escriba el primer día fuera, como 14 abr 2026.
life-away-mend-until = Escriba el último día fuera, como 20 abr 2026. Tiene que ser un día que todavía no ha pasado, no antes del primero, y son a lo más 60 días en total.
life-mend-by = Elija cómo va, o deje vacíos los minutos.
life-mend-travel_before = Escriba los minutos del camino, de 0 a 180.
life-mend-travel_after = Escriba los minutos del camino, de 0 a 180.
life-mend-minutes = Escriba los minutos de ida, de 0 a 300, y elija cómo llega; o déjelos vacíos.
life-mend-telehealth = Elija una de estas respuestas.
life-mend-track = Elija una de estas respuestas.
