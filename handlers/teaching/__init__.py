"""What members of staff do about questions that had no answer, and about old entries.

missed: /unanswered, clusters of questions       reviewing: /review, entries past their date
    -> writing: the card of a lesson, and what is written for it
        cards: how each step looks               pressing: what its buttons do
                                                     -> passing: check, go live, send
"""
