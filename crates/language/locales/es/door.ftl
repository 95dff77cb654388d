# Iniciar sesión, prepararlo, y la cuenta propia.

door-title = Iniciar sesión
door-email = Correo electrónico
door-password = Contraseña
door-continue = Continuar
door-passkey = Entrar con una llave de acceso
door-none-yet = ¿Todavía no tiene cómo entrar? Su clínica le envía un enlace para prepararlo. Si lo perdió, pídale otro.
door-your-code = Su código
door-mailed = Sale hacia su correo en cuanto el servidor lo acepta, y funciona durante diez minutos.
door-app = Seis números de su aplicación de códigos. Cambian cada medio minuto.
door-code = Código
door-again = Empezar otra vez
door-demo = Demostración
door-demo-title = Entrar a la demostración
door-demo-more = Todas las personas aquí son inventadas. Lo que usted cambie se borra cuando el servidor se detiene.
door-demo-as = Entrar como { $name }

# Prepararlo con un enlace.
door-set-up = Prepare su inicio de sesión
door-welcome = Le damos la bienvenida, { $name }
door-welcome-lead = Prepare cómo va a iniciar sesión. Toma dos minutos.
door-a-password = Una contraseña
door-password-hint = Al menos { $most } caracteres. Varias palabras sin relación son fáciles de recordar y difíciles de adivinar.
door-app-title = Su aplicación de códigos
door-app-more = Agregue esto a una aplicación de códigos en su teléfono. Muestra un código nuevo cada medio minuto, y usted necesitará uno cada vez que entre con su contraseña.
door-app-key = Escanee esto con su aplicación de códigos, o escriba la clave que está debajo. No muestre ninguna de las dos a nadie.
door-app-picture = Un código QR con la clave escrita debajo
door-app-open = Abrir la aplicación de códigos en este aparato
door-app-code = El código que muestra ahora
door-code-mailed = Cuando entre después, cada vez le enviamos un código a { $email }.
door-finish = Preparar e iniciar sesión
door-mend-password = Elija otra contraseña. Debe ser tan larga como dice arriba y difícil de adivinar: no use, por ejemplo, su correo.
door-mend-code = Escriba el código que su aplicación muestra ahora.

# La cuenta.
account-title = Su cuenta
account-how = Cómo inicia sesión
account-app = Aplicación de códigos
account-set = Puesta
account-not-set = No puesta
account-app-set = Preparada
account-app-not-set = No preparada
account-change-password = Cambiar contraseña
account-no-passkeys = Todavía no tiene llaves de acceso
account-no-passkeys-more = Una llave de acceso le permite entrar con su huella, su cara o el PIN de su aparato. Nadie se la puede quitar con un engaño.
account-name = Nombre
account-added = Agregada
account-used = Último uso
account-unused = Todavía no
account-actions = Acciones
account-remove = Quitar
account-passkeys = Llaves de acceso
account-your-passkeys = Sus llaves de acceso
account-add-passkey = Agregar una llave de acceso
account-add-passkey-lead = Su aparato le pedirá su huella, su cara o su PIN. Lo que crea nunca sale de él.
account-no-scripts = Las llaves de acceso necesitan JavaScript en este navegador. Su contraseña y su código funcionan sin él.
account-browser = Navegador
account-signed-in = Entró
account-active = Última actividad
account-this-one = (este)
account-sign-out = Cerrar sesión
account-that-browser = ese navegador
account-where = Dónde tiene la sesión abierta
account-browsers = Navegadores con la sesión abierta ahora
account-everywhere = Cerrar sesión en todas partes
account-unnamed = Un navegador que no dice cuál es
account-on = { $browser } en { $system }
account-new-password = Nueva contraseña
account-password-title = Cambiar su contraseña
account-password-lead = Se cerrará la sesión en todos los demás navegadores.
account-confirm = Confirme que es usted
account-confirm-lead = Lo que está por hacer merece una segunda mirada. La confirmación vale cinco minutos.
account-confirm-passkey = Confirmar con una llave de acceso
account-confirm-code = Código de su aplicación
account-confirm-button = Confirmar
account-enter-code = Escriba el código que muestra su aplicación.
account-both-wrong = La contraseña o el código no son correctos. Revise los dos e inténtelo otra vez.
account-wrong = La contraseña no es correcta. Revísela e inténtelo otra vez.

# Lo que el navegador dice de una llave de acceso.
passkey-make = Siga las indicaciones de su aparato para crear una llave de acceso.
passkey-follow = Siga las indicaciones de su aparato para entrar.
passkey-refused = El servidor no aceptó esto. Inténtelo otra vez o entre de otra manera.
passkey-cancelled = Se canceló o tardó demasiado. Oprima el botón para intentarlo otra vez.
passkey-known = Este aparato ya tiene una llave de acceso para esta cuenta.
passkey-unfit = Este aparato no puede crear la llave que hace falta. Use otro aparato u otra manera.
passkey-elsewhere = Las llaves de acceso solo funcionan en la dirección de esta clínica. Revise la dirección arriba.
passkey-unreached = No pudimos llegar al servidor. Revise la conexión e inténtelo otra vez.
passkey-failed = No funcionó. Inténtelo otra vez o entre de otra manera.

# Por qué no se pudo entrar.
signing-refused = El correo o la contraseña no son correctos. Revise los dos e inténtelo otra vez, o pida un enlace para entrar.
signing-wait = Hubo varios intentos que no funcionaron. Espere { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
 } e inténtelo otra vez, o entre con una llave de acceso.
signing-code = Este código no coincide o ya no vale. Use el más nuevo.
signing-link = Este enlace ya no funciona. Cada enlace sirve una sola vez y por poco tiempo; pida uno nuevo.
signing-password = Elija otra contraseña, por ejemplo cuatro o cinco palabras sin relación.
signing-busy = Muchas personas están entrando en este momento. No se cambió nada; inténtelo otra vez en unos segundos.
signing-passkey = No se aceptó la llave de acceso. Inténtelo otra vez o entre de otra manera.

# Lo que acaba de pasar.
said-saved = Guardado.
said-added = Agregado.
said-removed = Quitado.
said-restored = Puesto donde estaba.
said-back = Puesto otra vez.
said-calendar-off = Ya no se comparte nada. La dirección anterior ya no funciona.
said-signed-out = Cerró su sesión.
said-device = Se cerró la sesión en ese navegador.
said-password = La contraseña cambió. Se cerró la sesión en todos los demás navegadores.
said-passkey = Se agregó la llave de acceso.
said-confirmed = Confirmado por cinco minutos.
said-welcome = Su inicio de sesión está listo.
