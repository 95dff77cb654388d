# Signing in, setting it up, and one’s own account.

door-title = Sign in
door-email = E-mail address
door-password = Password
door-continue = Continue
door-passkey = Sign in with a passkey
door-none-yet = No sign-in yet? Your clinic sends you a link to set one up. If it is lost, ask them for another one.
door-your-code = Your code
door-mailed = It goes to your e-mail address as soon as the mail server takes it, and works for ten minutes.
door-app = Six digits from your authenticator app. They change every half minute.
door-code = Code
door-again = Start again
door-demo = Demonstration
door-demo-title = Walk into the demonstration
door-demo-more = Everybody here is made up. What you change is gone when the server stops.
door-demo-as = Walk in as { $name }

# Setting up from a link.
door-set-up = Set up your sign-in
door-welcome = Welcome, { $name }
door-welcome-lead = Set up how you sign in. It takes two minutes.
door-a-password = A password
door-password-hint = At least { $most } characters. Several unrelated words are easy to keep and hard to guess.
door-app-title = Your authenticator app
door-app-more = Add this to an authenticator app on your phone. It shows a new code every half minute, and you will need one each time you sign in with your password.
door-app-key = Scan this with your authenticator app, or type the key below it. Keep both to yourself.
door-app-picture = A QR code that holds the key written below it
door-app-open = Open the authenticator on this device
door-app-code = The code it shows now
door-code-mailed = When you sign in later, we send a code to { $email } each time.
door-finish = Set up and sign in
door-mend-password = Choose another password. It has to be as long as it says above, and none that is easy to guess, such as your e-mail address.
door-mend-code = Type the code that your app shows now.

# The account.
account-title = Your account
account-how = How you sign in
account-app = Authenticator app
account-set = Set
account-not-set = Not set
account-app-set = Set up
account-app-not-set = Not set up
account-change-password = Change password
account-no-passkeys = No passkeys yet
account-no-passkeys-more = A passkey lets you sign in with your fingerprint, your face or your device’s PIN. Nobody can trick you out of it.
account-name = Name
account-added = Added
account-used = Last used
account-unused = Not yet
account-actions = Actions
account-remove = Remove
account-passkeys = Passkeys
account-your-passkeys = Your passkeys
account-add-passkey = Add a passkey
account-add-passkey-lead = Your device will ask for your fingerprint, your face or its PIN. What it makes never leaves it.
account-no-scripts = Passkeys need JavaScript in this browser. Your password and code work without it.
account-browser = Browser
account-signed-in = Signed in
account-active = Last active
account-this-one = (this one)
account-sign-out = Sign out
account-that-browser = that browser
account-where = Where you are signed in
account-browsers = Browsers signed in now
account-everywhere = Sign out everywhere
account-unnamed = A browser that does not say what it is
account-on = { $browser } on { $system }
account-new-password = New password
account-password-title = Change your password
account-password-lead = Every other browser will be signed out.
account-confirm = Confirm that it is you
account-confirm-lead = What you are about to do is worth a second look. The confirmation holds for five minutes.
account-confirm-passkey = Confirm with a passkey
account-confirm-code = Code from your authenticator app
account-confirm-button = Confirm
account-enter-code = Enter the code that your authenticator app shows.
account-both-wrong = The password or the code is not right. Check both and try again.
account-wrong = The password is not right. Check it and try again.

# What the browser says of a passkey.
passkey-make = Follow your device to make a passkey.
passkey-follow = Follow your device to sign in.
passkey-refused = The server did not accept this. Try again, or use another way to sign in.
passkey-cancelled = That was cancelled, or took too long. Press the button to try again.
passkey-known = This device already has a passkey for this account.
passkey-unfit = This device cannot make the kind of passkey we need. Use another device or another way.
passkey-elsewhere = Passkeys work only on this clinic’s own address. Check the address above.
passkey-unreached = We could not reach the server. Check the connection and try again.
passkey-failed = That did not work. Try again, or use another way to sign in.

# Why signing in did not work. In English the rule says more.
signing-refused = The sign-in name or the password is not right. Check both and try again, or ask for a sign-in link.
signing-wait = There were several attempts that did not work. Please wait { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
 } and try again, or sign in with a passkey.
signing-code = This code did not match, or it is no longer valid. Use the newest one.
signing-link = This link is not valid any more. Each link works once and for a short time; please ask for a new one.
signing-password = Please choose another password, for example four or five unrelated words.
signing-busy = Many people are signing in at this moment. Nothing was changed; please try again in a few seconds.
signing-passkey = The passkey was not accepted. Please try again, or use another way to sign in.

# What has just happened.
said-saved = Saved.
said-added = Added.
said-removed = Removed.
said-restored = Moved back.
said-back = Put back.
said-calendar-off = Nothing is shared any more. The old address answers nobody.
said-signed-out = You are signed out.
said-device = That browser is signed out.
said-password = The password is changed. Every other browser is signed out.
said-passkey = The passkey is added.
said-confirmed = Confirmed for five minutes.
said-welcome = Your sign-in is set up.
