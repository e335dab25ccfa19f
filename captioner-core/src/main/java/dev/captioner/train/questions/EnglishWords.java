package dev.captioner.train.questions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Closed classes of English words, those that a list can hold, as captions use them. All else is learned from the captions. */
final class EnglishWords {
    /** Open a noun phrase. "That" is not among them: in captions it nearly always opens a clause. */
    static final Set<String> DETERMINERS = words("""
            a an the this these those some several many few both all another other each every any no
            his her its their my our your various multiple numerous
            """);

    /** Say whose a thing is. */
    static final Set<String> POSSESSIVES = words("his her its their my our your");

    /** Close a noun phrase, whatever word came before: prepositions, conjunctions, auxiliaries, pronouns, some adverbs. */
    static final Set<String> CLOSING = words("""
            in on at by of off to from for with without into onto out over under up down through across along around
            about above below behind beside besides between among against before after during near next inside outside
            toward towards upon within past beyond atop via underneath beneath alongside amongst amidst onboard aboard
            away back together apart while as like than because until since where when whose which who that what if
            there here so then just also too very not nearby outdoors indoors overhead upside midair high low ahead
            and or but nor is are was were be been being am has have had having do does did can could will would
            he she it they we you i him them himself herself itself themselves each someone's
            """);

    /** Forms of "to be", with which forms in -ing go. */
    static final Set<String> PRESENT = words("is are was were 's");
    /** Those of them for one. */
    static final Set<String> SINGULAR_PRESENT = words("is was 's");
    /** Go between a subject and a verb. */
    static final Set<String> RELATIVES = words("who that which");

    /** Skipped between a subject and its verb, besides words in -ly. */
    static final Set<String> ADVERBS = words("""
            just about also still all both together
            being
            """);

    /** Participles of irregular verbs; after a noun they say what was done to it. */
    static final Set<String> PARTICIPLES = words("""
            worn held seen taken thrown driven ridden shown made built drawn eaten given hung left lit put set shot
            cut tied caught kept laid led lain flown dressed covered surrounded filled parked located lined
            """);

    /** Colours by the name that answers give them. */
    static final Map<String, String> COLOURS = Map.ofEntries(
            Map.entry("black", "black"),
            Map.entry("white", "white"),
            Map.entry("red", "red"),
            Map.entry("blue", "blue"),
            Map.entry("green", "green"),
            Map.entry("yellow", "yellow"),
            Map.entry("orange", "orange"),
            Map.entry("brown", "brown"),
            Map.entry("gray", "gray"),
            Map.entry("grey", "gray"),
            Map.entry("pink", "pink"),
            Map.entry("purple", "purple"),
            Map.entry("tan", "tan"),
            Map.entry("beige", "beige"),
            Map.entry("gold", "gold"),
            Map.entry("golden", "gold"),
            Map.entry("silver", "silver"),
            Map.entry("teal", "teal"),
            Map.entry("maroon", "maroon"),
            Map.entry("turquoise", "turquoise"));

    /** Up to twelve, in words and digits. */
    static final Map<String, Integer> NUMBERS = numbers();

    /** Stand before "of" and the thing itself: "a group of people", "a picture of a dog", "a body of water". */
    static final Set<String> CONTAINERS = words("""
            group groups bunch couple pair pairs lot lots number set variety row rows line lines piece pieces crowd herd
            flock pack team collection series stack pile bunches assortment array cluster handful kind type sort body
            picture photo photograph image view shot scene close-up closeup portrait display top middle center dozens hundreds
            """);

    /** Those that tell how many, vaguely. */
    static final Set<String> GROUPS = words("""
            group groups bunch couple pair pairs lot lots number set variety row rows line lines crowd herd flock pack
            team collection series stack pile bunches assortment array cluster handful dozens hundreds
            """);

    /** Name the photo, a part of it, of a thing or of space and time, or what no one can point at: never asked for. */
    static final Set<String> UNASKED = words("""
            group groups bunch couple pair lot lots number set variety row line lines piece pieces herd flock pack
            collection series stack pile array cluster kind type sort body picture pictures photo photos photograph
            image view shot scene close-up closeup portrait display part parts top front back side sides middle edge end
            bottom center corner background foreground distance way direction day night time morning evening afternoon
            area thing things something someone anything everything nothing other others one ones each left right color
            colors style position motion use camera sunset place spot air midair mid-air game event competition race
            match trick tricks stunt jump jumps ride walk break fun action look pose turn run swing half lap age amount
            space bit level hit rest pass attempt object objects item items stuff shade step name word words shape
            pattern design inside outside outdoors indoors floor flip split wheelie handstand huddle cartwheel splash
            party city family crowd team scenery activity base case fan target beam cross adult female male figure
            creature land world surface length weather hour season summer winter spring sun sunlight shadow reflection
            show parade performance concert practice work job trip band audience hill-side backwards sideways structure
            facility setting ground trio duo gear equipment attire sky hair ear eye thumb finger nose tail fur skin
            beard dozens hundreds close features decor
            """);

    /** Say little about what somebody does without what comes after them. */
    static final Set<String> WEAK_ACTIONS = words("""
            wearing having being doing going getting trying attempting preparing starting beginning including containing
            featuring showing making taking using putting giving keeping about coming seeming appearing resting holding
            becoming covering enjoying looking facing surrounding following leading filling displaying participating
            competing performing practicing moving turning passing wandering
            """);

    /** Whose object says little about the photo. */
    static final Set<String> WEAK_WITH_OBJECT = words("""
            having being doing getting giving taking making performing enjoying showing becoming trying featuring
            including containing going coming posing
            """);

    /** Actions that one caption calls the one and the next the other. */
    private static final List<Set<String>> SAME_ACTIONS = List.of(
            words("running racing dashing sprinting jogging"),
            words("jumping leaping hopping"),
            words("lying laying"),
            words("sitting seating"),
            words("biking cycling bicycling"),
            words("climbing scaling"),
            words("throwing tossing"),
            words("eating chewing"),
            words("talking speaking chatting"),
            words("smiling grinning laughing"),
            words("walking strolling hiking"));

    private EnglishWords() {}

    /** Whether two captions may mean the same by them. */
    static boolean sameAction(String one, String other) {
        return one.equals(other) || SAME_ACTIONS.stream().anyMatch(same -> same.contains(one) && same.contains(other));
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = List.of(
                "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");
        for (int i = 0; i < names.size(); i++) {
            numbers.put(names.get(i), i + 1);
            numbers.put(String.valueOf(i + 1), i + 1);
        }
        return Map.copyOf(numbers);
    }
}
