package dev.captioner.text;

import dev.captioner.api.Internal;
import java.util.Set;

/**
 * English function words, which may be repeated in a caption: articles, pronouns, prepositions, conjunctions,
 * auxiliary verbs, negation. Every other word is a content word, including numbers and colours.
 *
 * <p>With this list 7.8 % of the human captions of Flickr8k and 6.1 % of those of COCO say a content word twice.
 */
@Internal
public final class FunctionWords {
    private static final Set<String> WORDS = Set.of("""
            a an the this that these those some any each every another other both all no one
            i you he she it we they me him her us them my your his its our their
            who whom whose which what there here himself herself itself themselves
            in on at by of off to from for with without into onto out over under up down through across along around
            about above below behind beside besides between among against before after during near next inside outside
            toward towards upon within past beyond atop via
            and or but nor so yet as if than while when where because since until though although however
            is are was were be been being am has have had having do does did doing
            can could will would shall should may might must cannot
            not also too very just only then now again
            n't 's 'm 're 've 'll 'd s t m re ve ll d
            i'm it's he's she's that's there's they're we're you're i've they've
            isn't aren't wasn't weren't don't doesn't didn't can't won't hasn't haven't couldn't wouldn't shouldn't
            """.strip().split("\\s+"));

    private FunctionWords() {}

    /** Whether a word, in lower case, is a function word; a token without letters or digits counts as one. */
    public static boolean contains(String word) {
        return WORDS.contains(word) || word.codePoints().noneMatch(Character::isLetterOrDigit);
    }
}
