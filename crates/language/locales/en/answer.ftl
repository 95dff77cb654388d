# The page on which an appointment is answered without a sign-in. Others may read it, so it is about nobody and does not say
# what for.

answer-title = Your appointment
answer-ask = Does this time work for you?
answer-no-sign-in = You do not have to sign in.
answer-yes = Yes, I will come
answer-another-time = I need another time
answer-call = Please call me
answer-said-yes = You said yes. See you then.
answer-said-another-time = You asked for another time. We will be in touch with you.
answer-said-call = You asked for a call. We will be in touch with you.
answer-change = You can still say something else:
answer-full = We have noted what you said. To change it once more, please call us.
answer-moved = The time was changed. This is the time now.
answer-past = This time has passed. You are still welcome. Please call us for a new time.
answer-cancelled = This appointment was called off. You are still welcome. Please call us for a new time.
answer-gone-title = This link does not work any more
answer-gone = It may be old, or only a part of it was copied. Use the link in your last message, or call us.
answer-choose = Please choose one of the answers.
answer-wrong = This did not work. Please try it once more, or call us.
