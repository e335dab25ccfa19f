package dev.captioner.heatmap;

import dev.captioner.AttentionMap;
import java.util.List;

/**
 * One picture of a heat map.
 *
 * @param label above it on the left
 * @param note above it on the right
 * @param look the attention
 * @param words of the question, below it; none for a word of a caption
 */
record HeatMapCell(String label, String note, AttentionMap look, List<String> words) {
    HeatMapCell {
        words = List.copyOf(words);
    }
}
