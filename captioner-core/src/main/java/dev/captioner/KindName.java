package dev.captioner;

import dev.captioner.text.QuestionKind;
import java.util.Locale;
import tools.jackson.databind.util.StdConverter;

/** How JSON names a kind of question, as in {@code yes_no}: programs rely on it. */
final class KindName extends StdConverter<QuestionKind, String> {
    @Override
    public String convert(QuestionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
