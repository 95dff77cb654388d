# Qué pasa en la primera visita.

visit-title = Qué pasa en la primera visita
visit-lead = No tiene que prepararse. Venga como está. Vamos paso a paso.
visit-steps = Paso a paso
visit-hello = Usted llega
visit-hello-more = Diga su nombre en la recepción. No tiene que decir por qué viene.
visit-talk = Hablamos
visit-talk-more = Le preguntamos por su salud, por lo que consume y por su vida en casa. Puede saltarse una pregunta o tomar un descanso.
visit-safe = Vemos que usted no corra peligro
visit-safe-more = Si primero necesita un médico, le ayudamos a llegar a uno.
visit-choose = Usted decide qué sigue
visit-choose-more = Le decimos qué tipo de atención le puede convenir y por qué. Puede decir que sí, que no o que quiere pensarlo.
visit-yes = Usted dice quién puede saberlo
visit-yes-more = No le contamos a nadie de su visita sin su permiso por escrito, salvo en unos pocos casos que la ley señala.
visit-bring = Qué traer, si lo tiene
visit-bring-card = La tarjeta de su seguro
visit-bring-list = Una lista de sus medicinas, o los frascos
visit-bring-papers = Papeles de un juzgado, un hospital o su médico, si ellos le enviaron
visit-bring-person = Alguien de confianza. Puede esperarle o acompañarle.
visit-bring-none = ¿No tiene nada de esto? Venga igual.
visit-wait = No espere a la visita
visit-wait-sick = Si deja de beber o deja las pastillas para dormir o para los nervios y tiembla, suda, ve cosas o tiene una convulsión, llame ya al { $number }. Puede ser mortal.
visit-wait-breath = Si alguien no despierta bien o no respira bien, llame ya al { $number }. Dele naloxona si tiene.
