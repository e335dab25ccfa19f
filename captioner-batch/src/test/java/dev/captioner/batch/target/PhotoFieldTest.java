package dev.captioner.batch.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PhotoFieldTest {
    @Test
    void namesMayBeSeveral() {
        assertThat(PhotoField.of("date")).containsExactly(PhotoField.DATE);
        assertThat(PhotoField.of("description, date")).containsExactly(PhotoField.DATE, PhotoField.DESCRIPTION);
    }

    @Test
    void anUnknownNameIsNamedBesideThoseThatThereAre() {
        assertThatThrownBy(() -> PhotoField.of("date,camera"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected fields of a photo, date or description, with commas between them, found 'camera'");
    }
}
