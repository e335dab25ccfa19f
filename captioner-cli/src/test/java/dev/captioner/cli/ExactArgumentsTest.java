package dev.captioner.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExactArgumentsTest {
    @Test
    void argumentsThatJavaCouldNotDecodeAreReadFromTheirBytes() {
        byte[] commandLine = "java\0Main\0caption\0caf\u00E9.jpg\0\0caf\u00E8.jpg\0".getBytes(ISO_8859_1);

        assertThat(ExactArguments.of(new String[] {"caption", "caf\uFFFD.jpg", "", "caf\uFFFD.jpg"}, commandLine))
                .containsExactly("caption", "caf\uFFFDE9.jpg", "", "caf\uFFFDE8.jpg");
    }

    @Test
    void othersStayAsTheyAre() {
        assertThat(ExactArguments.of("caption", "caf\u00E9.jpg")).containsExactly("caption", "caf\u00E9.jpg");
        assertThat(ExactArguments.of(new String[] {"a", "b\uFFFD"}, new byte[] {'x', 0}))
                .containsExactly("a", "b\uFFFD");
    }
}
