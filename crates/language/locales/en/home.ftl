# The first page, as a leaflet.

home-title = Care that fits around your life
home-lead = Get real help with alcohol or drugs and keep your home, your job and your family. You come for a few hours, three to five days a week, and you sleep in your own bed.
home-check = Is this a good fit for me?
home-check-more = Fourteen questions, about four minutes. Nothing is saved.
home-ask = Ask for a first appointment
home-talk = Talk to somebody
home-talk-before = Call
home-talk-after = You do not have to decide anything on the phone. Calls are private.
home-how = How it works
home-how-ask = You ask
home-how-ask-more = Call us or fill in a short form. Tell us when and how it is safe to reach you.
home-how-call = We call you back
home-how-call-more = A real person calls, listens, and finds a time for your first visit.
home-how-meet = We meet
home-how-meet-more = At the first visit we find out with you which kind of care fits. You choose.
home-how-week = Your week is made
home-how-week-more = Your sessions are set around work, school and family.
home-other = Worried about someone else?
home-other-more = You can ask for them, too. We can talk with you even if they are not ready.
home-iop = What is an intensive outpatient program?
home-where = Where we are
home-times-local = Times are local ({ $zone }).
home-in-care = Already in care here?
home-not-yet-title = Almost there
home-not-yet = This clinic is not set up yet
home-not-yet-more = Open the setup link that the server printed when it started. If it is gone, start the server again; it prints a new one.
