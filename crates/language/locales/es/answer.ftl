# La página en la que se contesta una cita sin iniciar sesión. Otros pueden leerla; por eso no trata de nadie y no dice para
# qué.

answer-title = Su cita
answer-ask = ¿Le conviene esta hora?
answer-no-sign-in = No tiene que iniciar sesión.
answer-yes = Sí, voy a ir
answer-another-time = Necesito otra hora
answer-call = Por favor llámenme
answer-said-yes = Usted dijo que sí. Le esperamos.
answer-said-another-time = Usted pidió otra hora. Nos pondremos en contacto con usted.
answer-said-call = Usted pidió una llamada. Nos pondremos en contacto con usted.
answer-change = Todavía puede decir otra cosa:
answer-full = Anotamos lo que dijo. Para cambiarlo otra vez, por favor llámenos.
answer-moved = La hora cambió. Esta es la hora de ahora.
answer-past = Esta hora ya pasó. Puede venir igual otro día. Por favor llámenos para una nueva hora.
answer-cancelled = Esta cita se canceló. Puede venir igual otro día. Por favor llámenos para una nueva hora.
answer-gone-title = Este enlace ya no funciona
answer-gone = Puede ser viejo, o se copió solo una parte. Use el enlace de su último mensaje, o llámenos.
answer-choose = Por favor elija una de las respuestas.
answer-wrong = Esto no funcionó. Por favor inténtelo otra vez, o llámenos.
