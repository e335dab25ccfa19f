package dev.captioner.evaluate.answers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Contractions that VQA's evaluation knows. Where one of its apostrophes is missing, it is put back. Words that are others
 * without it ("ill", "hell", "its") are not among them.
 */
final class Contractions {
    private static final String COMPLETE = """
            ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mightn't mustn't needn't oughtn't
            shan't shouldn't wasn't weren't won't wouldn't
            could've might've must've not've should've they've we've what've where've who've would've you've
            couldn't've hadn't've mightn't've shouldn't've wouldn't've
            he'd how'd it'd someone'd something'd there'd they'd where'd who'd you'd
            he'd've it'd've she'd've somebody'd've someone'd've something'd've there'd've they'd've we'd've who'd've you'd've
            how'll it'll somebody'll someone'll something'll they'll what'll who'll why'll you'll
            there're they're what're why're you're
            he's how's somebody's someone's that's there's what's when's where's who's why's
            ma'am o'clock y'all y'all'll y'all'd've 'twas 'ow's'at
            """;

    private static final Map<String, String> REPAIRS = repairs();

    private Contractions() {}

    /** The complete contraction, or the word itself. */
    static String restore(String word) {
        return Objects.requireNonNullElse(REPAIRS.get(word), word);
    }

    private static Map<String, String> repairs() {
        Map<String, String> repairs = new HashMap<>();
        Arrays.stream(COMPLETE.strip().split("\\s+")).forEach(complete -> {
            for (int at = complete.indexOf('\''); at >= 0; at = complete.indexOf('\'', at + 1)) {
                repairs.put(complete.substring(0, at) + complete.substring(at + 1), complete);
            }
        });
        repairs.put("somebody'd", "somebodyd"); // the wrong way round, as there
        return repairs;
    }
}
