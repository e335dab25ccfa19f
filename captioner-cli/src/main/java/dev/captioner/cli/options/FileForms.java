package dev.captioner.cli.options;

/** The forms of caption and question files, as the help of several options describes them; docs/text-files.md has the details. */
public final class FileForms {
    /** Captions of photos. */
    public static final String CAPTIONS =
            "a table ([split,] file, caption) with tabs, commas or semicolons, COCO's captions_*.json, or Karpathy's dataset_*.json";

    /** Questions with answers, up to the columns that may be missing. */
    public static final String QUESTIONS =
            "questions with answers, a table with tabs, commas or semicolons; the first line names the columns: file, question, answer,"
                    + " and optionally split, ";

    private FileForms() {}
}
