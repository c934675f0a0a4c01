"""Learning from misses: what was asked, what had no answer, and teaching it.

QuestionLog: every question with its outcome, written beside the answers
    -> Unanswered: clusters of what had no answer
        -> Teaching: a lesson, step by step, through the gate that every reload passes
            -> Telling: those who asked and want to know are told
Counting: questions and outcomes of a day, week or month
Reviewing: entries that somebody has to look through again
"""
