package dev.captioner.evaluate;

import dev.captioner.evaluate.treebank.TreebankTokeniser;
import java.util.List;

/**
 * How the hypothesis of one photo scores.
 *
 * @param tokens of the hypothesis, as {@link TreebankTokeniser} splits it
 * @param rougeL ROUGE-L, 0 to 1
 * @param cider CIDEr-D, 0 to 10
 */
public record PhotoScores(List<String> tokens, double rougeL, double cider) {
    /** Copies the tokens. */
    public PhotoScores {
        tokens = List.copyOf(tokens);
    }
}
