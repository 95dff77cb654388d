# La autoevaluación.

check-title = ¿Un IOP es una buena opción para mí?
check-lead = Un IOP es ayuda con el alcohol o las drogas durante unas horas al día, mientras usted vive en su casa. Estas preguntas muestran qué habla a favor y qué habla en contra.
check-nothing-kept = No se guarda nada ni se envía a nadie. Sus respuestas desaparecen cuando cierra la página.
check-for-other = ¿Pregunta por otra persona? Responda por ella lo mejor que pueda.
check-skip = Puede dejar cualquier pregunta sin responder.
check-safety = Primero: ¿están todos a salvo?
check-about = Sobre usted
check-life = Sobre su vida
check-send = Ver qué dicen mis respuestas

check-safe = ¿Está a salvo en este momento usted, o la persona por quien pregunta?
check-safe-now = No espere. Si alguien podría morir o salir muy lastimado, llame al { $emergency-number } ahora. Si se trata de pensamientos de quitarse la vida, llame o escriba a la línea de crisis.
check-safe-against = Alguien no está a salvo en este momento. Eso va primero.
check-safe-open = Si todos están a salvo en este momento. Si tiene dudas, llame al { $emergency-number }.
check-safe-neither = Todos están a salvo en este momento.

check-awake = ¿Hay alguien muy difícil de despertar, que casi no respira o que se está poniendo azul o gris en este momento?
check-awake-hint = Puede ser una sobredosis.
check-awake-now = { $emergency } ahora. No cuelgue. Si tiene naloxona (Narcan), désela. Ponga a la persona de lado y quédese con ella.
check-awake-against = Hay alguien difícil de despertar o que casi no respira.
check-awake-open = Si hay alguien difícil de despertar o que casi no respira. Si no puede saberlo, llame al { $emergency-number }.
check-awake-neither = Nadie está difícil de despertar.

check-withdrawal = Después de reducir o dejar el consumo: ¿hay temblores fuertes, convulsiones, mucha confusión, o ve u oye cosas que no están?
check-withdrawal-hint = Dejar el alcohol o las pastillas para dormir o para los nervios puede poner la vida en peligro.
check-withdrawal-now = { $emergency } ahora. Esto puede empeorar rápido, y los médicos pueden tratarlo. No maneje usted.
check-withdrawal-against = Hay señales de abstinencia grave. Eso necesita un médico ahora. El IOP puede venir después.
check-withdrawal-open = Si hay señales de abstinencia grave. Si tiene dudas, llame hoy a un médico o al { $emergency-number }.
check-withdrawal-neither = No hay señales de abstinencia grave.

check-medical = ¿Hay algo más que necesite un médico en este momento, como dolor en el pecho, dificultad para respirar o una herida grave?
check-medical-now = { $emergency } ahora, o pida que alguien le lleve a una sala de emergencias.
check-medical-against = Algo necesita un médico en este momento. Eso va primero.
check-medical-open = Si algo necesita un médico en este momento. Si tiene dudas, llame a un médico o al { $emergency-number }.
check-medical-neither = Nada necesita un médico en este momento.

check-harm = ¿Está pensando en quitarse la vida, o en hacerse daño o hacerle daño a otra persona?
check-harm-hint = Muchas personas tienen esos pensamientos, y pueden pasar. Puede responder con libertad. Nadie ve esto.
check-harm-now = { $crisis } ahora. Alguien le escuchará. Si alguien pudiera salir herido en los próximos minutos, llame al { $emergency-number }.
check-harm-against = Está pensando en quitarse la vida, o en hacerse daño o hacerle daño a alguien. Merece ayuda con eso ahora.
check-harm-open = Si piensa en quitarse la vida o en hacerle daño a alguien. Puede hablarlo ahora mismo: { $crisis }.
check-harm-neither = No está pensando en quitarse la vida ni en hacerle daño a nadie.

check-disturbs = ¿El alcohol o las drogas afectan su vida: trabajo, estudios, familia, dinero o salud?
check-disturbs-for = El alcohol o las drogas afectan su vida. Un IOP está hecho para eso.
check-disturbs-against = El alcohol o las drogas no afectan mucho su vida. Puede bastar con un paso más pequeño.
check-disturbs-open = Cuánto afectan su vida el alcohol o las drogas.

check-weekly = Con ayuda solo una vez por semana, ¿es probable que vuelva a beber o consumir?
check-weekly-for = La ayuda una vez por semana probablemente no bastaría. Un IOP le da ayuda varias veces por semana.
check-weekly-against = Puede que le baste la ayuda una vez por semana. Eso se llama atención ambulatoria.
check-weekly-open = Si bastaría con ayuda una vez por semana.

check-nights = ¿Necesita que alguien esté con usted de día y de noche para estar a salvo?
check-nights-for = No necesita que alguien esté con usted por la noche.
check-nights-against = Necesita que alguien esté con usted de día y de noche. Al principio puede convenirle un lugar donde quedarse.
check-nights-open = Si necesita que alguien esté con usted por la noche.

check-home = ¿Tiene un lugar seguro y estable donde vivir?
check-home-for = Tiene un lugar seguro y estable donde vivir.
check-home-against = No tiene ahora un lugar seguro y estable donde vivir. Al principio puede convenirle un lugar donde quedarse.
check-home-open = Si su hogar es seguro y estable.

check-around = ¿Donde usted vive hay personas que beben o usan drogas?
check-around-for = Donde usted vive nadie bebe ni usa drogas.
check-around-against = Donde usted vive hay personas que beben o usan drogas. Eso lo hace más difícil, y podemos hablar de cómo manejarlo.
check-around-open = Si donde usted vive hay personas que beben o usan drogas.

check-support = ¿Hay al menos una persona que está de su lado?
check-support-for = Alguien está de su lado.
check-support-against = Ahora nadie está de su lado. Muchas personas empiezan así, y los grupos pueden ayudar a cambiarlo.
check-support-open = Si alguien está de su lado.

check-commitment = ¿Está dispuesto o dispuesta a venir varios días por semana durante unas semanas?
check-commitment-hint = No hace falta estar seguro de que va a funcionar.
check-commitment-for = Quiere venir varios días por semana.
check-commitment-against = Ahora no quiere venir varios días por semana. Es normal tener dudas. Puede hablarlas con nosotros.
check-commitment-open = Si quiere venir varios días por semana.

check-obligations = ¿Tiene trabajo, clases o personas a su cuidado?
check-obligations-for = Tiene trabajo, clases o personas a su cuidado. Un IOP le permite seguir con eso.
check-obligations-neither = Ahora no tiene trabajo, clases ni personas a su cuidado. Un IOP puede servirle de todos modos.
check-obligations-open = Si tiene trabajo, clases o personas a su cuidado.

check-mental = ¿También tiene dificultades de salud mental, como preocupación, desánimo o malos recuerdos?
check-mental-for = También tiene dificultades de salud mental. Un IOP puede tratar las dos cosas a la vez.
check-mental-neither = No tiene además dificultades de salud mental.
check-mental-open = Si también tiene dificultades de salud mental.

check-transport = ¿Puede llegar aquí algunos días por semana, o participar por video?
check-transport-for = Puede llegar aquí o participar por video.
check-transport-against = No tiene cómo llegar aquí ni participar por video. Pregúntenos. Puede haber transporte.
check-transport-open = Si puede llegar aquí o participar por video.

# La página con el resultado.
check-result-title = Qué dicen sus respuestas
check-result-lead = Esto no es un diagnóstico. Aquí nadie le conoce todavía. Úselo para pensar y para hablar con nosotros.
check-help-title = Busque ayuda ahora
check-help-lead = Usted dijo algo que no puede esperar. Por favor, haga esto primero:
check-help-then = Sus demás respuestas
check-unsafe-title = Primero asegúrese de esto
check-emergency = Llame al { $number }
check-for-title = Qué habla a favor de un IOP
check-for-none = Por ahora, nada en sus respuestas.
check-against-title = Qué habla en contra, o a favor de otra ayuda primero
check-against-none = Por ahora, nada en sus respuestas.
check-open-title = Qué queda abierto
check-open-more = De esto conviene hablar.
check-neither-title = Lo que no lo impide
check-pills-title = No lo deje todo de golpe
check-pills = Si bebe todos los días o toma a diario pastillas para dormir o para los nervios, no las deje de golpe por su cuenta. Pregunte a un médico cómo hacerlo sin peligro.
check-next-title = El siguiente paso
check-next = Solo una conversación con un profesional puede mostrar qué tipo de atención le conviene. Pida una primera cita, sean cuales sean sus respuestas.
check-next-call = O llámenos:
check-print = Imprimir esta página
check-again = Responder otra vez
