package dev.captioner.text;

/** A question or a choice of answers that is not acceptable. The message says what is wrong and what is accepted. */
public final class QuestionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    QuestionException(String message) {
        super(message);
    }
}
