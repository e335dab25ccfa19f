package dev.captioner.web.settings;

import java.util.List;
import org.springframework.boot.ExitCodeGenerator;

/** The service does not start, because its settings contain a mistake; the program ends with the exit code for wrong usage. */
public final class SettingsException extends RuntimeException implements ExitCodeGenerator {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * With one message for all faults.
     *
     * @param faults what is wrong
     * @param remedy what to do
     */
    public SettingsException(List<String> faults, String remedy) {
        super(String.join("; ", faults));
        this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }

    @Override
    public int getExitCode() {
        return 2;
    }
}
