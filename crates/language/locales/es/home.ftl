# La primera página, como un folleto.

home-title = Atención que se adapta a su vida
home-lead = Reciba ayuda de verdad con el alcohol o las drogas sin dejar su casa, su trabajo ni su familia. Usted viene unas horas, de tres a cinco días por semana, y duerme en su propia cama.
home-check = ¿Es una buena opción para mí?
home-check-more = Catorce preguntas, unos cuatro minutos. No se guarda nada.
home-ask = Pedir una primera cita
home-talk = Hable con alguien
home-talk-before = Llame al
home-talk-after = No tiene que decidir nada por teléfono. Las llamadas son privadas.
home-how = Cómo funciona
home-how-ask = Usted pide ayuda
home-how-ask-more = Llámenos o llene un formulario corto. Díganos cuándo y cómo es seguro comunicarnos con usted.
home-how-call = Le devolvemos la llamada
home-how-call-more = Una persona de verdad le llama, le escucha y busca una hora para su primera visita.
home-how-meet = Nos conocemos
home-how-meet-more = En la primera visita vemos con usted qué tipo de atención le conviene. Usted decide.
home-how-week = Se arma su semana
home-how-week-more = Sus sesiones se acomodan al trabajo, los estudios y la familia.
home-other = ¿Le preocupa otra persona?
home-other-more = También puede pedir ayuda para ella. Podemos hablar con usted aunque esa persona todavía no esté lista.
home-iop = ¿Qué es un programa intensivo ambulatorio?
home-where = Dónde estamos
home-times-local = Las horas son locales ({ $zone }).
home-in-care = ¿Ya recibe atención aquí?
home-not-yet-title = Ya casi está
home-not-yet = Esta clínica todavía no está configurada
home-not-yet-more = Abra el enlace de configuración que el servidor mostró al iniciar. Si ya no lo tiene, inicie el servidor otra vez; mostrará uno nuevo.
