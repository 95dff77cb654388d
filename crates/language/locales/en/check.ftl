# The self-check. For each question: the words asked, what to do now if the answer is dangerous, and what an answer
# says on the page with the result.

check-title = Is an IOP a good fit for me?
check-lead = An IOP is help with alcohol or drugs for a few hours a day, while you live at home. These questions show what speaks for it and what speaks against it.
check-nothing-kept = Nothing is saved or sent to anyone. Your answers are gone when you close the page.
check-for-other = Asking about someone else? Answer for them as well as you can.
check-skip = You can leave any question out.
check-safety = First, is everyone safe?
check-about = About you
check-life = About your life
check-send = See what my answers say

check-safe = Are you, or the person you ask for, safe right now?
check-safe-now = Do not wait. If someone could die or be badly hurt, call { $emergency-number } now. If it is about thoughts of ending life, call or text the crisis line.
check-safe-against = Someone is not safe right now. That comes first.
check-safe-open = Whether everyone is safe right now. If you are in doubt, call { $emergency-number }.
check-safe-neither = Everyone is safe right now.

check-awake = Is someone very hard to wake, barely breathing, or turning blue or gray right now?
check-awake-hint = This can be an overdose.
check-awake-now = { $emergency } now. Stay on the phone. If you have naloxone (Narcan), give it. Turn the person on their side and stay there.
check-awake-against = Someone is hard to wake or barely breathing.
check-awake-open = Whether someone is hard to wake or barely breathing. If you cannot tell, call { $emergency-number }.
check-awake-neither = No one is hard to wake.

check-withdrawal = After cutting down or stopping: is there bad shaking, a seizure, strong confusion, or seeing or hearing things that are not there?
check-withdrawal-hint = Coming off alcohol or pills for sleep or nerves can be a danger to life.
check-withdrawal-now = { $emergency } now. This can get worse fast, and doctors can treat it. Do not drive yourself.
check-withdrawal-against = There are signs of severe withdrawal. That needs a doctor now. An IOP can come after.
check-withdrawal-open = Whether there are signs of severe withdrawal. If you are in doubt, call a doctor or { $emergency-number } today.
check-withdrawal-neither = There are no signs of severe withdrawal.

check-medical = Is there anything else that needs a doctor right now, like chest pain, trouble breathing or a bad injury?
check-medical-now = { $emergency } now, or have someone take you to an emergency room.
check-medical-against = Something needs a doctor right now. That comes first.
check-medical-open = Whether something needs a doctor right now. If you are in doubt, call a doctor or { $emergency-number }.
check-medical-neither = Nothing needs a doctor right now.

check-harm = Are you thinking of ending your life, or of hurting yourself or someone else?
check-harm-hint = Many people have such thoughts, and they can pass. You can answer freely. No one sees this.
check-harm-now = { $crisis } now. Someone will listen. If someone could be hurt in the next minutes, call { $emergency-number }.
check-harm-against = You are thinking of ending your life, or of hurting yourself or someone. You deserve help with that now.
check-harm-open = Whether you think of ending your life or hurting someone. You can talk about it at once: { $crisis }.
check-harm-neither = You are not thinking of ending your life or hurting someone.

check-disturbs = Does drinking or drug use get in the way of your life: work, school, family, money or health?
check-disturbs-for = Drinking or drug use gets in the way of your life. An IOP is made for that.
check-disturbs-against = Drinking or drug use does not get in the way of much. A smaller step may be enough.
check-disturbs-open = How much drinking or drug use gets in the way of your life.

check-weekly = With help just once a week, would you be likely to drink or use again?
check-weekly-for = Help once a week would likely not be enough. An IOP gives you help several times a week.
check-weekly-against = Help once a week may be enough for you. That is called outpatient care.
check-weekly-open = Whether help once a week would be enough.

check-nights = Do you need someone with you day and night to stay safe?
check-nights-for = You do not need someone with you at night.
check-nights-against = You need someone with you day and night. Care where you can stay may fit better at first.
check-nights-open = Whether you need someone with you at night.

check-home = Do you have a safe and steady place to live?
check-home-for = You have a safe and steady place to live.
check-home-against = You do not have a safe and steady place to live right now. Care where you can stay may fit better at first.
check-home-open = Whether your home is safe and steady.

check-around = Do people drink or use drugs where you live?
check-around-for = No one drinks or uses where you live.
check-around-against = People drink or use where you live. That makes it harder, and we can talk about ways around it.
check-around-open = Whether people drink or use where you live.

check-support = Is there at least one person who is on your side?
check-support-for = Someone is on your side.
check-support-against = No one is on your side right now. Many people start like that, and groups can help to change it.
check-support-open = Whether someone is on your side.

check-commitment = Are you willing to come several days a week for some weeks?
check-commitment-hint = You do not have to be sure that it will work.
check-commitment-for = You are willing to come several days a week.
check-commitment-against = You do not want to come several days a week right now. Doubts are normal. You can talk about them with us.
check-commitment-open = Whether you are willing to come several days a week.

check-obligations = Do you have a job, classes, or people you take care of?
check-obligations-for = You have a job, classes, or people you take care of. An IOP lets you keep doing that.
check-obligations-neither = You have no job, classes or people to take care of right now. An IOP can still fit.
check-obligations-open = Whether you have a job, classes, or people to take care of.

check-mental = Do you also struggle with your mental health, like worry, low mood or bad memories?
check-mental-for = You also struggle with your mental health. An IOP can treat both at the same time.
check-mental-neither = You do not struggle with your mental health on top.
check-mental-open = Whether you also struggle with your mental health.

check-transport = Can you get to us a few days a week, or join by video?
check-transport-for = You can get to us, or join by video.
check-transport-against = You have no way to get to us or to join by video. Ask us. There may be a ride.
check-transport-open = Whether you can get to us or join by video.

# The page with the result.
check-result-title = What your answers say
check-result-lead = This is not a diagnosis. No one here has met you yet. Use it to think, and to talk with us.
check-help-title = Get help now
check-help-lead = You said something that cannot wait. Please do this first:
check-help-then = The rest of your answers
check-unsafe-title = Make sure about this first
check-emergency = Call { $number }
check-for-title = What speaks for an IOP
check-for-none = Nothing in your answers so far.
check-against-title = What speaks against it, or for other help first
check-against-none = Nothing in your answers so far.
check-open-title = What is open
check-open-more = These are good things to talk about.
check-neither-title = What does not stand in the way
check-pills-title = Do not stop all at once
check-pills = If you drink every day, or take pills for sleep or nerves each day, do not stop all at once on your own. Ask a doctor how to do it safely.
check-next-title = The next step
check-next = Only a talk with a clinician can show which kind of care fits you. Ask for a first appointment, whatever your answers were.
check-next-call = Or call us:
check-print = Print this page
check-again = Answer again
