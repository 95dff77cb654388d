# Preguntas que alguien contesta por su cuenta, y ayuda que va primero.

asked-title = Preguntas para usted
asked-frame = Preguntas
asked-today = Hoy
asked-none = No hay nada que contestar
asked-none-more = Cuando su equipo le pregunte algo, aparecerá aquí.
asked-count = { $count ->
    [one] { $count } pregunta, sobre { $recall }.
   *[other] { $count } preguntas, sobre { $recall }.
 }
asked-answer = Contestar ahora
asked-about = Sobre { $recall }. Puede dejar sin contestar lo que prefiera.
asked-in-english = Las preguntas están en las palabras de sus autores, en inglés. Si prefiere, pida a su equipo que las lea con usted.
asked-declined = Prefiero no decirlo
asked-allowed = De { $from } a { $to }
asked-at = { $at } de { $of }
asked-next = Siguiente
asked-back-one = Pregunta anterior
asked-send = Enviar a mi equipo
asked-mend = Elija una de las respuestas, o déjela sin contestar.
asked-thanks = Gracias
asked-can-read = Su equipo ya puede leer sus respuestas. Puede hablar de ellas la próxima vez que se vean.
asked-where = Lo que se le pide contestar está en su página de hoy.
asked-back = Volver a hoy
asked-help = Ayuda ahora
asked-not-alone = No tiene que pasar por esto a solas
asked-dangerous = Lo que nos dijo, o prefirió no decir, puede ser peligroso.
asked-talking = Hablar con alguien ayuda, mejor ahora que después.
asked-call-now = Llame ahora
asked-call = Llamar al { $number }
asked-line = La línea de crisis, de día y de noche.
asked-emergency = Si hay peligro inmediato, llame al
asked-told = Su respuesta está en la lista de lo más urgente de su equipo. No espere a que le llamen: llame ahora si necesita a alguien.
asked-untold = Abrir esta página no avisa a nadie. Si quiere que su equipo lo sepa, llámeles o dígaselo a la primera persona del equipo que vea.
asked-go = Si puede, vaya con alguien de confianza y aléjese de todo con lo que podría hacerse daño.
asked-plan = Mi plan de seguridad
asked-plan-more = lo que le ayuda, y a quién puede llamar.

# El tiempo sobre el que se pregunta.
asked-year = el último año
asked-week = los últimos 7 días
asked-past-week = la última semana
asked-month = los últimos 30 días
asked-past-month = el último mes
asked-two-weeks = las últimas 2 semanas
asked-twelve-months = los últimos 12 meses
asked-now = el momento actual
asked-lifetime = el último mes; y lo que hizo en toda su vida y en los últimos 3 meses
asked-ever = alguna vez; los últimos 30 y 90 días; ahora
asked-parts = los últimos 12 meses en la parte 1 y los últimos 3 meses en la parte 2
