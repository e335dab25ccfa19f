package dev.captioner.text;

import dev.captioner.api.Internal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions whether one thing, named by one word, is in the photo: "is there a dog?", "do you see any dogs in this picture?". */
@Internal
public final class PresenceQuestion {
    private static final String THING = " (?:a |an |any |some )?(?<thing>[^ ]+)";
    private static final String HERE = "(?: (?:in|on) (?:the|this) (?:photo|photograph|picture|image))?";
    private static final Pattern FORM = Pattern.compile("(?:is|are) there" + THING + "(?: visible)?" + HERE
            + "|(?:can|do) (?:you|we|i) see" + THING.replace("thing>", "seen>") + HERE
            + "|(?:is|are)" + THING.replace("thing>", "visible>") + " visible" + HERE
            + "|does (?:the|this) (?:photo|photograph|picture|image) show" + THING.replace("thing>", "shown>"));

    private PresenceQuestion() {}

    /** The thing that a question asks for; empty for any other question, and for a function word. */
    public static Optional<String> thing(QuestionText question) {
        Matcher form = FORM.matcher(String.join(" ", question.words()));
        if (!form.matches()) {
            return Optional.empty();
        }
        for (String group : new String[] {"thing", "seen", "visible", "shown"}) {
            String thing = form.group(group);
            if (thing != null) {
                return Optional.of(thing).filter(word -> !FunctionWords.contains(word));
            }
        }
        return Optional.empty();
    }
}
