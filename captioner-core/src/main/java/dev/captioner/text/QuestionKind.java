package dev.captioner.text;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kind of answer that an English question asks for. Rules on its words decide; the first that applies wins:
 *
 * <ol>
 *   <li>Instructions around the question are ignored ({@link Instructions}); if "if" or "whether" begins what is left, as in "tell me if
 *       ...", the question is yes or no.
 *   <li>A question that starts with a form of be, do or have, or with can, will and the like, is yes or no, unless it
 * offers a choice with "or", as in "is it a cat or a dog?". "Are there any cats or dogs?" and "or not" offer no
 * choice.
 *   <li>"how many", "number of" and "count" count.
 *   <li>"what" or "which" asks for a colour where "color" or "colour" follows, with one noun or words such as "is the" between.
 *   <li>"where" asks for a place, and so does "in", "at" or "on" before "which" or "what" and a word for a place.
 *   <li>Any other question with "what", "which" or "who" asks what, unless "how", "why" or "when" come before.
 *   <li>All others are other.
 * </ol>
 */
public enum QuestionKind {
    /** Is it so? */
    YES_NO,
    /** How many are there? */
    COUNTING,
    /** What colour is it? */
    COLOUR,
    /** What or who is it? */
    WHAT,
    /** Where is it? */
    WHERE,
    /** Any other. */
    OTHER;

    private static final Set<String> OPENINGS = Set.of("""
            is are was were am be do does did has have had can could will would shall should may might must
            isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't
            isnt arent wasnt werent dont doesnt didnt hasnt havent cant couldnt wont wouldnt shouldnt ain't
            """.strip().split("\\s+"));
    private static final Pattern CHOICE = Pattern.compile(" or (?!not\\b|no$)");
    private static final Pattern PRESENCE = Pattern.compile(
            "^(?:is|are|was|were|isn't|aren't|wasn't|weren't|isnt|arent) there (?!more\\b|less\\b|fewer\\b)|\\bany\\b|^(?:can|do) (?:you|we|i) see\\b");
    private static final Pattern COUNT = Pattern.compile("\\bhow many\\b|\\b(?:number|count) of\\b|^count\\b");
    private static final Set<String> ASKING = Set.of("what", "which", "whats", "what's");
    private static final Set<String> BEFORE_COLOR = Set.of("""
            is are was were 's s the its their his her of main dominant two different exact
            """.strip().split("\\s+"));
    private static final Set<String> COLORS = Set.of("color", "colors", "colour", "colours");
    private static final Set<String> THINGS = Set.of("object", "objects", "thing", "things", "item", "items");
    private static final Pattern PLACE = Pattern.compile(
            "\\bwhere(?:'s|s)?\\b|\\b(?:in|at|on|from|to|inside) (?:which|what) (?:kind of |type of |sort of |part of the )?(?:room|rooms|place|location|country|city|town"
                    + "|state|building|street|area|position|corner|side|house|spot|environment|setting|continent)\\b");
    private static final Set<String> WHAT_OR_WHO =
            Set.of("what", "which", "who", "whom", "whose", "whats", "what's", "who's", "whos");
    private static final Set<String> HOW_OR_WHY = Set.of("how", "why", "when", "how's", "why's");

    /** The kind of a question; case and punctuation make no difference. {@link #OTHER} for one without words. */
    public static QuestionKind of(String question) {
        String words = plain(question);
        if (words.startsWith("if ") || words.startsWith("whether ")) {
            return YES_NO;
        }
        List<String> list = List.of(words.split(" "));
        if (OPENINGS.contains(list.get(0))) {
            boolean choice =
                    CHOICE.matcher(words).find() && !PRESENCE.matcher(words).find();
            return choice ? OTHER : YES_NO;
        }
        if (COUNT.matcher(words).find()) {
            return COUNTING;
        }
        if (asksColour(list)) {
            return COLOUR;
        }
        if (PLACE.matcher(words).find()) {
            return WHERE;
        }
        return asksWhat(list) ? WHAT : OTHER;
    }

    /** Whether a question of kind {@link #YES_NO} asks if something is in the photo, as "is there a dog?" and "do you see any?" do. */
    static boolean asksPresence(String question) {
        return PRESENCE.matcher(plain(question)).find();
    }

    private static String plain(String question) {
        return String.join(" ", Tokeniser.words(Instructions.off(question).replace('\u2019', '\'')));
    }

    private static boolean asksColour(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (ASKING.contains(words.get(i))) {
                int at = i + 1;
                while (at < words.size() && BEFORE_COLOR.contains(words.get(at))) {
                    at++;
                }
                boolean verbBefore = at > i + 1;
                if (at + 1 < words.size() && !verbBefore && COLORS.contains(words.get(at + 1))) {
                    at++;
                }
                boolean thing = at + 1 < words.size() && THINGS.contains(words.get(at + 1));
                if (at < words.size() && COLORS.contains(words.get(at)) && !thing) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean asksWhat(List<String> words) {
        for (String word : words) {
            if (HOW_OR_WHY.contains(word)) {
                return false;
            }
            if (WHAT_OR_WHO.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
