# What stands around every page.

frame-skip = Skip to content
frame-notices = Notices
frame-main = Main
frame-footer = Footer
frame-sign-in = Sign in
frame-sign-out = Sign out
frame-account = Your account
frame-own-pages = Your own pages
frame-crisis-before = In crisis?
frame-crisis-call-or-text = Call or text { $number }
frame-crisis-call = Call { $number }
frame-crisis-after = Free, day and night.
frame-demo = Demo
frame-demo-more = Every person here is invented. What you change is gone when the demo stops.

# Forms.
form-optional = optional
form-one-thing = One thing to mend
form-things = { $count } things to mend
form-nothing-lost = Nothing you typed is lost.
form-yes = Yes
form-no = No
form-unsure = Not sure

# Days and hours.
hours-mon = Monday
hours-tue = Tuesday
hours-wed = Wednesday
hours-thu = Thursday
hours-fri = Friday
hours-sat = Saturday
hours-sun = Sunday
hours-from-to = { $from } to { $to }
hours-label = Hours
hours-by-arrangement = by arrangement
