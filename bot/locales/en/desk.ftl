### What the bot says where questions are handed to the office, in English: to people, then to members of staff.

## Handing over

button-ask-a-person = 🙋 Ask a person
button-hand-over = ✓ Yes, hand it over
button-connect = ✓ Yes, connect me
button-not-now = No, thank you
button-end-handoff = End the conversation
command-contact = Ask a person at the office
command-end = End the conversation with the office
help-desk = People at the office:
desk-consent = Shall I hand this over to the office? People there will read it and answer you here. They see what you write and send, but neither your name nor your number nor your username.
desk-consent-connect = Shall I connect you with the office? People there will read what you write here and answer you here. They see what you write and send, but neither your name nor your number nor your username.
desk-consent-questions = This is what I would show them:
desk-declined = Nothing was handed over.
desk-refused = The office cannot take any more questions from you.
desk-already-open = The office already has a question of yours. Just write here: it goes there.
desk-nothing-open = You have no conversation with the office at the moment.
desk-forget-ends = This also ends your conversation with the office. What the office has already received stays there.
privacy-desk = If you hand a question over to the office, I keep it, the language and which messages I carried back and forth, until 90 days after the end of the conversation; /forgetme erases that too. The messages themselves stay in your chat and in the office's group, without your name, number or username.

## To the person

desk-opened = The office has your question now. The answer will come here. Until you end the conversation, whatever you write here goes there too: texts, photos, files, voice messages.
desk-opened-away = The office has your question now. Nobody is there at the moment; it is open again { $when }. The answer will come here. Until you end the conversation, whatever you write here goes there too.
desk-awaited = You are connected with the office. Please write your question now; the answer will come here. Until you end the conversation, whatever you write here goes there: texts, photos, files, voice messages.
desk-awaited-away = You are connected with the office. Nobody is there at the moment; it is open again { $when }. Please write your question now; the answer will come here. Until you end the conversation, whatever you write here goes there.
desk-passed = Passed on to the office. To ask me again instead, end the conversation.
desk-away = Passed on to the office. Nobody is there at the moment; it is open again { $when }. To ask me instead, end the conversation.
desk-closed = The office has ended the conversation. I am answering your questions again.
desk-ended = You have ended the conversation with the office. I am answering your questions again.
desk-reopened = The office has taken your question up again. What you write here goes there until you end the conversation.
desk-refused-now = The office has ended the conversation and takes no more messages from you. I am still answering your questions.
desk-answered = The office points you to this answer of mine:

    { $text }

## The card in the office's group

desk-card-heading = Question #{ $id }
desk-card-language = Language: { $language }
desk-card-taken = Taken on by { $name }
desk-card-unreachable = The person has blocked the bot; nothing reaches them.
desk-card-no-question = Nothing was asked yet; it will follow.
desk-card-candidates = What I might have answered; look at one, then send it:
desk-card-topic = What is written in this topic goes to the person: texts, photos, files, voice messages. What begins with // stays among you.
desk-card-replies = Reply to this message or to others of mine about it, and it goes to the person. What begins with // stays among you.
desk-card-no-right = I may not open topics here. Make me an administrator with the right to manage topics, and the next question gets its own.
desk-state-offered = Not handed over yet
desk-state-open = Open
desk-state-closed = Closed
desk-state-blocked = Blocked
desk-state-erased = The person has had their data erased.
button-take = I take it
button-give-back = Give it back
button-close = ✓ Close
button-reopen = ↩ Reopen
button-block = 🚫 Block the person
button-unblock = Unblock
button-carry-again = ↻ Send it again
button-send-answer = ✉ Send it to the person

## To members of staff

command-close = Close the question
command-reopen = Take the question up again
command-assign = Take the question on; in reply to a colleague: hand it to them
command-block = Take nothing from this person any more
command-unblock = Let this person ask again
desk-which = Write the command in the topic of a question, or in reply to one of my messages about it.
desk-cannot = That cannot be done as it stands now.
desk-closed-by-staff = Closed by { $name }.
desk-ended-by-person = The person has ended the conversation.
desk-reopened-by-staff = Reopened by { $name }.
desk-blocked = { $name } has blocked the person: they cannot hand over any more questions.
desk-unblocked = { $name } has unblocked the person: they can hand over questions again.
desk-taken = { $name } takes this on.
desk-given-back = Nobody has taken this on now.
desk-answer-heading = This would be sent, in { $language }:
desk-answer-sent = { $name } has sent the person this answer: { $title }
desk-person-gone = The person has blocked the bot. Answers do not reach them for now.
desk-person-back = The person can be reached again.
desk-missed-by-person = This message may not have reached the person: I was interrupted while sending it.
desk-missed-by-staff = A message of the person may be missing here: I was interrupted while passing it on. If it is not above, let it be sent again.
desk-not-delivered = This message did not reach the person: they have blocked the bot or left Telegram.
desk-not-taken = Telegram does not let me send this message to the person.
desk-not-shown = The person has sent something that cannot be shown here, or has deleted it.
desk-is-closed = This question is closed: your message was not passed on. Reopen it and write again.
desk-is-blocked = The person is blocked: your message was not passed on.
desk-is-erased = The person has had their data erased: your message was not passed on.
desk-erased = The person has had their data erased. Nothing reaches them from here any more.
desk-other-is-open = The person has another open question; close that one first.

## /help in the office's group, and for members of staff in private

desk-guide = How questions are answered here
desk-guide-topics = Each question that somebody hands over gets a topic with a card. What you write in that topic goes to them: texts, photos, files, voice messages, also replies and later edits. What they write comes there.
desk-guide-replies = Each question that somebody hands over comes as a card. Reply to it, or to what follows about it, with texts, photos, files or voice messages, and that goes to them.
desk-guide-seen = They do not see who of you has written; you see neither their name nor their number nor their username.
desk-guide-notes = A message that begins with // stays among you.
desk-guide-hours = Office hours: { $hours }. Whoever writes outside of them is told when you are there again.
desk-guide-commands = Buttons of the card, or commands in the topic:
desk-guide-commands-replies = Buttons of the card, or commands in reply to it:
desk-guide-more = All else that I can do: /help in a private chat with me.
help-staff-desk = Questions that people hand over are answered in the office's group; /help there says how.
