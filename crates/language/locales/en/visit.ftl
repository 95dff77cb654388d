# What happens at the first visit.

visit-title = What happens at the first visit
visit-lead = You do not have to get ready. Come as you are. We go one step at a time.
visit-steps = Step by step
visit-hello = You come in
visit-hello-more = Say your name at the desk. You do not have to say why you are there.
visit-talk = We talk
visit-talk-more = We ask about your health, what you use, and your life at home. You can skip a question or take a break.
visit-safe = We check that you are safe
visit-safe-more = If you need a doctor first, we help you get to one.
visit-choose = You choose what comes next
visit-choose-more = We tell you which kind of care may fit, and why. You can say yes, no, or that you want to think about it.
visit-yes = You say who may know
visit-yes-more = We tell no one about your visit without your yes in writing, but for a few things that the law names.
visit-bring = What to bring, if you have it
visit-bring-card = The card of your health plan
visit-bring-list = A list of your medicines, or the bottles
visit-bring-papers = Papers from a court, a hospital or your doctor, if they sent you
visit-bring-person = Someone you trust. They can wait for you or join you.
visit-bring-none = You have none of this? Come still.
visit-wait = Do not wait for the visit
visit-wait-sick = If you stop drinking, or stop pills for sleep or nerves, and you shake, sweat, see things or have a seizure, call { $number } now. It can kill.
visit-wait-breath = If someone is hard to wake or does not breathe well, call { $number } now. Give naloxone if you have it.
