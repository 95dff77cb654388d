# What went wrong, where somebody on a public page can meet it.

fault-safe = What is safe
fault-to-do = What you can do
fault-reference = If you call about this, say this number:
fault-back = Go back to the page as it stands now
fault-home = Go to the first page
fault-nothing-changed = Nothing was changed.
fault-nothing-saved = Nothing was saved.
fault-nothing-saved-readable = Nothing was saved. What was saved before can still be read.
fault-saved-before = What was saved before is safe.
fault-read-only = Nothing can be saved just now
fault-read-only-more = The clinic’s computer takes nothing new at the moment; it needs somebody’s hand. Try again later, or call the clinic.
fault-unsure = It is not sure that this was saved
fault-unsure-more = Send it again: it will not be entered twice.
fault-contended = Too much at once
fault-contended-more = Others were faster, so this did not get its turn. Send it again in a moment.
fault-contradiction = This does not fit what is there already
fault-contradiction-more = Somebody may have entered the same in the meantime. Open the page again and compare.
fault-forgotten = This person was forgotten
fault-forgotten-more = Nothing about them can be read any more.
fault-trouble = This is not working just now
fault-trouble-more = The clinic’s computer has a problem, and what it is stands in its log. Try again later, or call the clinic.
fault-typed-below = Nothing was saved, and nothing you typed is lost: it is below.
fault-you-typed = What you typed
fault-send-again = Send it again
fault-not-here = Nothing here
fault-not-here-more = There is nothing here under this address, or it is not open to you.
fault-method = Not like this
fault-method-more = This address does not take what was sent to it. Open the page and use its buttons.
fault-too-large = Too long
fault-too-large-more = What was sent is larger than this page takes. Shorten it and send it again.
fault-kind = Not a form
fault-kind-more = This address takes what a form on its page sends, and nothing else.
fault-field = Not a field of this form
fault-field-more = The form came with “{ $field }”, which it does not have. Open the page again and send it from there.
fault-elsewhere = Sent from somewhere else
fault-elsewhere-more = This was sent from another site. Open the page here and send it from there.
fault-stale = This page is too old
fault-stale-more = The form was opened in an earlier session or more than twelve hours ago, so it was not taken.
fault-unreadable = Not readable
fault-unreadable-more = What was sent cannot be read ({ $what }). Open the page again and send it from there.
fault-wait-more = Many requests came from your network in a short time. Please wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 } and send it again, or call us.
fault-busy = One moment
fault-busy-more = Many people use this page right now, and your turn did not come. Wait a few seconds and try again.
fault-try-again = Try again
