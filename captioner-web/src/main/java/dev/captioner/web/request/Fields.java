package dev.captioner.web.request;

import dev.captioner.web.body.BodyLimits;
import dev.captioner.web.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a request states beside the photo, in whichever form it came: names with one value or several. */
public final class Fields {
    private static final int LONGEST_QUOTE = 40;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private long characters;

    /** One more value of a name. */
    public void add(String name, String value) {
        characters += name.length() + value.length();
        if (characters > BodyLimits.ENVELOPE) {
            throw Problem.PHOTO_TOO_LARGE.exception(
                    "accepted are, beside the photo, at most 64 KB of options, found more");
        }
        values.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
    }

    /** Refuses names that mean nothing here: they are errors of typing, or wishes that would not be fulfilled. */
    public void allow(Set<String> names) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw Problem.UNKNOWN_OPTION.exception(
                        "expected options out of " + names.stream().sorted().toList() + ", found " + quote(name));
            }
        }
    }

    /** All values of a field, in the order of the request; empty when it is absent. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The value of a field that may be given once. */
    public Optional<String> one(String name) {
        List<String> given = all(name);
        if (given.size() > 1) {
            throw Problem.TWIN_FIELDS.exception("expected '" + name + "' once, found it " + given.size() + " times");
        }
        return given.stream().findFirst();
    }

    Optional<Integer> wholeNumber(String name) {
        return parsed(name, "a whole number", Integer::valueOf);
    }

    Optional<Long> longNumber(String name) {
        return parsed(name, "a whole number", Long::valueOf);
    }

    Optional<Double> number(String name) {
        return parsed(name, "a number", Double::valueOf);
    }

    boolean flag(String name) {
        return choice(name, Map.of("true", true, "false", false)).orElse(false);
    }

    /** The value of a field that has a fixed set of values. */
    public <T> Optional<T> choice(String name, Map<String, T> choices) {
        return one(name).map(value -> {
            T chosen = choices.get(value);
            if (chosen == null) {
                throw bad(name, "one of " + choices.keySet().stream().sorted().toList(), value);
            }
            return chosen;
        });
    }

    private <T> Optional<T> parsed(String name, String expected, Function<String, T> parse) {
        return one(name).map(value -> {
            try {
                return parse.apply(value);
            } catch (NumberFormatException e) {
                throw bad(name, expected, value);
            }
        });
    }

    private static RuntimeException bad(String name, String expected, String found) {
        return Problem.BAD_OPTION.exception("expected '" + name + "' to be " + expected + ", found " + quote(found));
    }

    /** What was found, short enough to be shown. */
    public static String quote(String found) {
        return "'" + (found.length() > LONGEST_QUOTE ? found.substring(0, LONGEST_QUOTE) + "..." : found) + "'";
    }
}
