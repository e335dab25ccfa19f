package dev.captioner.batch.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PhotoPathsTest {
    private static List<String> sidecars(List<String> names) {
        PhotoPaths paths = PhotoPaths.ofSidecars(".txt", names);
        return names.stream().map(paths::next).toList();
    }

    private static List<String> copies(List<String> names) {
        PhotoPaths paths = PhotoPaths.ofCopies(names);
        return names.stream().map(paths::next).toList();
    }

    @Test
    void theCommonCaseIsTheNameWithAnotherExtension() {
        assertThat(sidecars(List.of("a.jpg", "b/c.d.jpeg", "e"))).containsExactly("a.txt", "b/c.d.txt", "e.txt");
    }

    @Test
    void namesThatDifferInTheirExtensionOnlyKeepIt() {
        assertThat(sidecars(List.of("a.jpg", "a.png", "a.png.jpg")))
                .containsExactly("a.txt", "a.png.txt", "a.png.jpg.txt");
        assertThat(sidecars(List.of("a.png.jpg", "a.png", "a.jpg")))
                .containsExactly("a.png.jpg.txt", "a.txt", "a.jpg.txt");
    }

    @Test
    void namesThatAreOneAfterUnsafeCharactersAreReplacedStayTwo() {
        assertThat(sidecars(List.of("a:b.jpg", "a_b.jpg"))).containsExactly("a_b.txt", "a_b.jpg.txt");
        assertThat(sidecars(List.of("a:b.jpg", "a_b.jpg", "a?b.jpg", "../x.jpg", "_/x.jpg", "/y.jpg", "y.jpg")))
                .doesNotHaveDuplicates();
        assertThat(copies(List.of("a:b.jpg", "a_b.jpg")).get(0)).isEqualTo("a_b.jpg");
        assertThat(copies(List.of("a:b.jpg", "a_b.jpg")).get(1)).matches("a_b\\.[0-9a-f]{8}\\.jpg");
    }

    @Test
    void namesThatDifferInCaseOnlyStayTwoOnEveryFileSystem() {
        assertThat(sidecars(List.of("A.jpg", "a.jpg"))).containsExactly("A.txt", "a.jpg.txt");
        String composed = "\u00e9.jpg";
        String decomposed = "e\u0301.jpg";
        assertThat(sidecars(List.of(composed, decomposed))).containsExactly("\u00e9.txt", "e\u0301.jpg.txt");
        assertThat(copies(List.of("A.jpg", "a.JPG")).get(1)).matches("a\\.[0-9a-f]{8}\\.JPG");
    }

    @Test
    void aSidecarIsNeverAPhoto() {
        assertThat(sidecars(List.of("a.jpg", "a.txt", "a.txt.txt"))).doesNotContain("a.txt", "a.txt.txt");
    }

    @Test
    void aPhotoThatIsListedTwiceHasOneSidecar() {
        assertThat(sidecars(List.of("b.jpg", "b.png", "b.png", "b.jpg")))
                .containsExactly("b.txt", "b.png.txt", "b.png.txt", "b.txt");
    }

    @Provide
    Arbitrary<List<String>> listings() {
        return Arbitraries.of(
                        "a",
                        "A",
                        "b",
                        ".",
                        "..",
                        "/",
                        "\\",
                        ":",
                        "_",
                        ".jpg",
                        ".JPG",
                        ".png",
                        ".txt",
                        "é",
                        "e\u0301",
                        "ß",
                        "ss",
                        "İ",
                        ".12345678",
                        " ")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(pieces -> String.join("", pieces))
                .list()
                .ofMinSize(2)
                .ofMaxSize(40);
    }

    @Property(tries = 5_000, seed = "1")
    void noTwoPhotosShareAFileAndNoneLeavesTheFolder(@ForAll("listings") List<String> names) {
        for (boolean copies : new boolean[] {false, true}) {
            List<String> paths = copies ? copies(names) : sidecars(names);
            Set<String> different = new HashSet<>();
            Set<String> folded = new HashSet<>();
            for (int i = 0; i < names.size(); i++) {
                String lower =
                        Normalizer.normalize(paths.get(i), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
                assertThat(different.add(names.get(i)) == folded.add(lower))
                        .as(names + " " + paths)
                        .isTrue();
                assertThat(paths.get(i)).doesNotStartWith("/");
                assertThat(paths.get(i).split("/")).doesNotContain("..", ".", "");
            }
        }
    }

    @Property(tries = 1_000, seed = "2")
    void thePathsDependOnTheListingOnlyAndNotOnSomePhotosBeingLeftOut(@ForAll("listings") List<String> names) {
        List<String> all = sidecars(names);
        assertThat(sidecars(new ArrayList<>(names))).isEqualTo(all);
        // What is appended to a listing does not move the sidecars of photos whose names have nothing to do with it.
        List<String> more = new ArrayList<>(new LinkedHashSet<>(names));
        List<String> before = sidecars(more);
        more.add("entirely/different.jpg");
        assertThat(sidecars(more).subList(0, before.size())).isEqualTo(before);
    }
}
