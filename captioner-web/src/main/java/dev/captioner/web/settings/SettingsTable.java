package dev.captioner.web.settings;

/** Generates the table of settings in docs/operations.md from {@link Settings}. */
public final class SettingsTable {
    private SettingsTable() {}

    /** Prints the table. */
    public static void main(String[] arguments) {
        System.out.print(markdown());
    }

    /** The table, in Markdown. */
    static String markdown() {
        StringBuilder table = new StringBuilder("| setting | default | |\n|---|---|---|\n");
        for (Setting setting : Setting.all()) {
            table.append("| `")
                    .append(setting.kind() == Setting.Kind.MAP ? setting.name() + ".NAME" : setting.name())
                    .append("` | ")
                    .append(setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`")
                    .append(" | ")
                    .append(setting.description())
                    .append(" |\n");
        }
        return table.toString();
    }
}
