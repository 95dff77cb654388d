# Lo que una persona en atención ve primero, sus horas y cómo llega.

today-title = Hoy
today-hello = Hola, { $name }
today-plan = Mi plan de seguridad
today-thanks = Gracias por estar ahí
today-thanks-more = Una persona en atención le eligió como apoyo. Lo que ella decida compartir con usted aparecerá aquí.
today-nothing = Todavía no hay nada aquí
today-nothing-more = Cuando haya empezado, sus días aparecerán aquí.
today-week = { $day }. Esta es la semana { $week } de su programa.
today-questions = Preguntas para usted
today-asks = Su equipo le pide que conteste { $count ->
    [one] un cuestionario
   *[other] { $count } cuestionarios
 }.
today-answer = Contestar ahora
today-program = Su programa
today-at = En { $site }.
today-open = Abierto hoy: { $hours }.
today-closed = Hoy está cerrado.
today-counselor = Su consejero o consejera
today-telephone = Teléfono { $number }
today-no-counselor = Pronto sabrá quién es. Hasta entonces, llame al lugar donde le atienden.
today-hours = Cuándo está abierto { $site }
today-zone = Las horas son locales ({ $zone }).
today-next = Su próxima sesión
today-makeup = reposición
today-video = Entrar por video
today-telehealth = Por video.
today-undecided = Lugar por confirmar.
today-no-more = No hay nada previsto para las próximas cuatro semanas. Su consejero o consejera puede decirle cuándo viene la próxima vez.
today-now = Ahora, hasta las { $time }
today-minutes = En { $minutes ->
    [one] 1 minuto
   *[other] { $minutes } minutos
 }
today-later = Hoy a las { $time }
today-tomorrow = Mañana a las { $time }
today-soon = { $day } a las { $time }
today-in-room = En { $room }, { $site }.
today-call = ¿Llegará tarde o no puede venir? Llámenos:
# Lo que cambió de sus horarios, hasta que digan que lo saben.
today-changed = Sus horarios cambiaron
today-change-new = Nuevo: { $when }.
today-change-off = Ya no: { $when }.
today-change-moved = { $when } pasa al { $then }.
today-change-elsewhere = { $when } es en otro lugar.
today-change-leader = { $when } ahora está a cargo de { $name }.
today-change-more = Hay más. En su semana está todo.
today-change-seen = Entendido
today-ahead = Sus próximos siete días
today-whole-week = Ver toda la semana
today-own-hours = Sus horas de esta semana
today-hours-done = Ya completó sus horas de esta semana.
today-hours-short = Sus sesiones de esta semana ya no suman todas sus horas. Su consejero o consejera puede agregar una; puede pedírselo.
today-no-hours = Su programa no tiene un número fijo de horas por semana.

# Los niveles de atención.
level-outpatient = Atención ambulatoria
level-intensive_outpatient = Programa ambulatorio intensivo
level-partial_hospitalization = Hospitalización parcial
level-residential = Atención con internación o residencial
level-detox = Desintoxicación médica

# Las horas de una semana como barra.
hours-kept = { $kept } cumplidas de { $of }
hours-possible = { $kept }, { $left } todavía posibles

# La llegada, y la pantalla junto a la puerta.
arrive-title = Cuando llegue
arrive-in = Su llegada está registrada.
arrive-again = Para la sesión que sigue, escriba esto en la pantalla junto a la puerta:
arrive-type = Escriba esto en la pantalla junto a la puerta:
arrive-check-in = Registrar la llegada
arrive-lead = Escriba su código al entrar.
arrive-code = Su código
arrive-code-hint = Seis números. Están en su teléfono, en la página de hoy, desde una hora antes de empezar.
arrive-mend-code = Escriba los seis números que muestra su teléfono. Si no funcionan, diga a alguien del personal que ya llegó.
arrive-wait-seconds = Demasiados códigos no funcionaron. Espere { $count ->
    [one] 1 segundo
   *[other] { $count } segundos
 } o diga a alguien del personal que ya llegó.
arrive-wait-minutes = Demasiados códigos no funcionaron. Espere { $minutes } minutos o diga a alguien del personal que ya llegó.
