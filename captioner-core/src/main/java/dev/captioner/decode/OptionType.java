package dev.captioner.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which values an option takes. Whole numbers are held as {@link Long}, other numbers as {@link Double}. */
public sealed interface OptionType {
    /** The accepted values in words, to stand behind "expected NAME to be". */
    String expected();

    /**
     * A value in the form in which it is held, or null when the option does not take it.
     *
     * @param given a number, true or false, a text or a list of texts
     */
    @Nullable
    Object accept(Object given);

    /**
     * The value that a text stands for. It may be out of range.
     *
     * @throws NumberFormatException when the text is no number and should be one
     * @throws IllegalArgumentException when it is neither true nor false and should be
     */
    Object parse(String text);

    /** Whether the option may be given several times. */
    default boolean isRepeatable() {
        return false;
    }

    /**
     * A whole number.
     *
     * @param minimum least value
     * @param maximum greatest value
     */
    record WholeNumber(long minimum, long maximum) implements OptionType {
        /** Any whole number of 64 bits. */
        public static final WholeNumber ANY = new WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE);

        @Override
        public String expected() {
            return equals(ANY) ? "a whole number" : "a whole number from " + minimum + " to " + maximum;
        }

        @Override
        public @Nullable Object accept(Object given) {
            if (!(given instanceof Long || given instanceof Integer)) {
                return null;
            }
            Long value = ((Number) given).longValue();
            return value >= minimum && value <= maximum ? value : null;
        }

        @Override
        public Object parse(String text) {
            return Long.valueOf(text);
        }
    }

    /**
     * A number.
     *
     * @param minimum least value
     * @param exclusive whether the least value itself is excluded
     * @param maximum greatest value
     */
    record DecimalNumber(double minimum, boolean exclusive, double maximum) implements OptionType {
        @Override
        public String expected() {
            return exclusive
                    ? "a number above " + text(minimum) + " and at most " + text(maximum)
                    : "a number from " + text(minimum) + " to " + text(maximum);
        }

        private static String text(double bound) {
            return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
        }

        @Override
        public @Nullable Object accept(Object given) {
            if (!(given instanceof Number number)) {
                return null;
            }
            double value = number.doubleValue();
            boolean enough = exclusive ? value > minimum : value >= minimum;
            return enough && value <= maximum ? (Double) value : null;
        }

        @Override
        public Object parse(String text) {
            return Double.valueOf(text);
        }
    }

    /** True or false. */
    record Flag() implements OptionType {
        @Override
        public String expected() {
            return "true or false";
        }

        @Override
        public @Nullable Object accept(Object given) {
            return given instanceof Boolean ? given : null;
        }

        @Override
        public Object parse(String text) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException(text);
            };
        }
    }

    /** A text. */
    record Text() implements OptionType {
        @Override
        public String expected() {
            return "a text";
        }

        @Override
        public @Nullable Object accept(Object given) {
            return given instanceof String ? given : null;
        }

        @Override
        public Object parse(String text) {
            return text;
        }
    }

    /** Any number of words or phrases, held as a list; a single one stands for a list of one. */
    record Words() implements OptionType {
        @Override
        public String expected() {
            return "a list of texts";
        }

        @Override
        public @Nullable Object accept(Object given) {
            if (given instanceof String) {
                return List.of(given);
            }
            return given instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                    ? List.copyOf(list)
                    : null;
        }

        @Override
        public Object parse(String text) {
            return List.of(text);
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }
}
