# What stands around every page.

frame-skip = Skip to content
frame-notices = Notices
frame-main = Main
frame-footer = Footer
frame-sign-in = Sign in
frame-sign-out = Sign out
frame-account = Your account
frame-own-pages = Your own pages
frame-help = Help
frame-pages = Pages of this list
frame-previous = Previous
frame-next = Next
frame-undo = Undo
frame-copy = Copy
frame-copied = Copied
frame-crisis-before = In crisis?
frame-crisis-call-or-text = Call or text { $number }
frame-crisis-call = Call { $number }
frame-crisis-after = Free, day and night.
frame-demo = Demo
frame-demo-time = It is { $time } here.
frame-demo-hour = An hour on
frame-demo-tomorrow = To tomorrow
frame-demo-monday = To next Monday
frame-demo-more = Every person here is invented. What you change is gone when the demo stops.

# Forms.
form-optional = optional
form-one-thing = One thing to mend
form-things = { $count } things to mend
form-nothing-lost = Nothing you typed is lost.
form-yes = Yes
form-no = No
form-unsure = Not sure
form-changed = Somebody changed this since you opened the page
form-changed-more = Nothing was saved, and nothing you typed is lost. What differs is marked below with what is stored now. Save again to keep this page as it stands.
form-changed-yours = What you typed, and what is stored now
form-changed-theirs = What was changed meanwhile
form-changed-meanwhile = This was changed meanwhile. It shows what is stored now.
form-changed-none = You typed this. Nothing is stored here now.
form-changed-stored = You typed this. Stored now: { $stored }
form-not-offered = something that is not offered here
form-ticked = ticked
form-not-ticked = not ticked
form-mend = Look at this again and type it anew.

# Days and hours.
opening-mon = Monday
opening-tue = Tuesday
opening-wed = Wednesday
opening-thu = Thursday
opening-fri = Friday
opening-sat = Saturday
opening-sun = Sunday
opening-from-to = { $from } to { $to }
opening-overnight = { $from } to { $to } the next day
opening-label = Hours
opening-by-arrangement = by arrangement

# The places of whoever is in care.
frame-place-today = Today
frame-place-week = Week
frame-place-life = Life
frame-place-plan = Safety plan
frame-place-account = Account
