package dev.captioner.train.questions;

import dev.captioner.train.CaptionedPhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Captions of a world with few words, enough to learn them from. */
final class SmallWorld {
    private static final List<String> COLOURS = List.of("red", "brown", "white");

    private SmallWorld() {}

    static List<CaptionedPhoto> photos() {
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (String animal : List.of("dog", "cat", "horse")) {
            for (String place : List.of("beach", "street", "field")) {
                for (String colour : COLOURS) {
                    photos.add(photo(
                            animal + place + colour,
                            "A " + colour + " " + animal + " runs on the " + place + ".",
                            "The " + animal + " is running on a " + place,
                            "A " + colour + " " + animal + " is standing on a " + place,
                            "an animal that stands"));
                }
                photos.add(photo(
                        animal + place + "two",
                        "Two " + animal + "s run on the " + place + ".",
                        "two " + animal + "s are running on a " + place,
                        "Some " + animal + "s."));
            }
        }
        for (String person : List.of("man", "woman")) {
            for (String thing : List.of("ball", "hat", "kite")) {
                for (String colour : COLOURS) {
                    photos.add(photo(
                            person + thing + colour,
                            "A " + person + " is holding a " + colour + " " + thing + ".",
                            "The " + person + " holds a " + thing,
                            "A young " + person + " stands with a " + colour + " " + thing,
                            "A person in a field"));
                }
            }
        }
        for (String colour : COLOURS) {
            photos.add(photo("wearing" + colour, "A man is wearing a " + colour + " hat.", "A woman wearing a hat"));
        }
        photos.add(photo("people", "Two people stand in a field.", "Three people are standing.", "Four people"));
        photos.add(photo("men", "Two men stand in a field.", "Three men are standing.", "Two women stand"));
        return photos;
    }

    private static CaptionedPhoto photo(String name, String... captions) {
        return new CaptionedPhoto(name, Path.of(name), List.of(captions));
    }
}
