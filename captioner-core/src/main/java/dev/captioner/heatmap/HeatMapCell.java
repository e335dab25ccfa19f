package dev.captioner.heatmap;

import dev.captioner.AttentionMap;
import java.util.List;

/**
 * One picture of a heat map.
 *
 * @param label stands above it on the left
 * @param note stands above it on the right
 * @param look what was looked at
 * @param words of the question, which stand under it; none of a caption's word
 */
record HeatMapCell(String label, String note, AttentionMap look, List<String> words) {
    HeatMapCell {
        words = List.copyOf(words);
    }
}
