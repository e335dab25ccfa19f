package dev.captioner.web.settings;

import dev.captioner.web.settings.Setting.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Environment variables that set the service's own settings: {@code CAPTIONER_SECURITY_KEYS_SHOP}. */
final class EnvironmentNames {
    private static final String PREFIX = "CAPTIONER";

    /** Variables of the launcher and of the commands that the page copies. */
    private static final Set<String> OF_OTHERS = Set.of("CAPTIONER_OPTS", "CAPTIONER_KEY", "CAPTIONER_DEEPLEARNING4J");

    /** What Kubernetes sets in every container of a namespace that has a service named captioner or captioner-something. */
    private static final Pattern KUBERNETES =
            Pattern.compile("\\w+_SERVICE_(HOST|PORT\\w*)|\\w+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

    private static final Pattern KUBERNETES_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");
    private static final Pattern INDEX = Pattern.compile("_\\d+_?");

    private EnvironmentNames() {}

    /** Whether a variable looks like a setting of the service, but sets none. */
    static boolean isUnknown(String given, String value) {
        String name = upper(given);
        int end = name.indexOf('_');
        if (end < 0) {
            return false;
        }
        String first = name.substring(0, end);
        if (!first.equals(PREFIX)) { // a mistyped prefix: only if the rest leaves no doubt
            return NearestName.distance(first, PREFIX) <= 2 && isSetting(PREFIX + name.substring(end));
        }
        return !isSetting(name) && !OF_OTHERS.contains(name) && !isOfKubernetes(name, value);
    }

    private static boolean isOfKubernetes(String name, String value) {
        return KUBERNETES.matcher(name).matches()
                || (name.endsWith("_PORT") && KUBERNETES_ADDRESS.matcher(value).matches());
    }

    private static boolean isSetting(String name) {
        return Setting.all().stream()
                .anyMatch(setting -> variables(setting).stream().anyMatch(variable -> switch (setting.kind()) {
                    case VALUE -> name.equals(variable);
                    case LIST ->
                        name.equals(variable)
                                || (name.startsWith(variable)
                                        && INDEX.matcher(name.substring(variable.length()))
                                                .matches());
                    case MAP -> name.startsWith(variable + "_") && name.length() > variable.length() + 1;
                }));
    }

    /** The variable that a mistyped one probably means; empty if none is similar. */
    static Optional<String> nearest(String given) {
        String name = upper(given);
        Stream<String> known = Setting.all().stream()
                .flatMap(setting -> variables(setting).stream()
                        .map(variable -> setting.kind() == Kind.MAP
                                ? variable + "_" + NearestName.rest(name, variable, '_')
                                : variable));
        return NearestName.of(name, Stream.concat(known, OF_OTHERS.stream()));
    }

    /** The names of the variables that set a setting; Spring Boot accepts both. */
    private static List<String> variables(Setting setting) {
        return List.of(upper(setting.name().replace("-", "")), upper(setting.name())).stream()
                .distinct()
                .toList();
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
