package dev.captioner.web;

import dev.captioner.Caption;
import java.util.List;

/**
 * What {@code POST /caption} answers.
 *
 * @param captions best first, as {@code captioner caption --json} prints them
 * @param model that gave them
 */
record CaptionAnswer(List<Caption> captions, Model model) {
    /** Which model it was. */
    record Model(String name, String version) {}
}
