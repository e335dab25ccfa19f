package dev.captioner.batch.target;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a photo says about itself and outputs have on request. */
public enum PhotoField {
    /** When it was taken. */
    DATE,
    /** The description that it has already. */
    DESCRIPTION;

    /** The name in options and outputs, such as {@code date}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The fields of a list of names with commas between them.
     *
     * @throws IllegalArgumentException when there is no such field
     */
    public static Set<PhotoField> of(String names) {
        EnumSet<PhotoField> fields = EnumSet.noneOf(PhotoField.class);
        for (String name : names.split(",", -1)) {
            fields.add(Arrays.stream(values())
                    .filter(field -> field.key().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected fields of a photo, "
                            + Arrays.stream(values()).map(PhotoField::key).collect(Collectors.joining(" or "))
                            + ", with commas between them, found '" + name.strip() + "'")));
        }
        return fields;
    }
}
