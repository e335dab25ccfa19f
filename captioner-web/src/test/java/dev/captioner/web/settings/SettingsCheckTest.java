package dev.captioner.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Starts Spring Boot with settings as the service does, but with nothing to serve. */
class SettingsCheckTest {
    @TempDir
    Path folder;

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    /** Starts with arguments, and with an environment that has only the given variables and properties. */
    private static void start(Map<String, Object> variables, Map<String, Object> properties, String... arguments) {
        SpringApplication application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                        new MapPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, properties));
        application.setEnvironment(environment);
        application.run(ServeArguments.settings(arguments)).close();
    }

    private static void start(String... arguments) {
        start(Map.of(), Map.of(), arguments);
    }

    private static String rejection(String... arguments) {
        return String.valueOf(catchThrowableOfType(SettingsException.class, () -> start(arguments))
                .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "--prot=9000, --prot, --port",
        "--hots=0.0.0.0, --hots, --host",
        "--server.prot=9000, --server.prot, --server.port",
        "--captioner.securty.keys.shop=00, captioner.securty.keys.shop, --captioner.security.keys.shop",
        "--captioner.security.key.shop=00, captioner.security.key.shop, --captioner.security.keys.shop",
        "--captoiner.security.keys.shop=00, captoiner.security.keys.shop, --captioner.security.keys.shop",
        "--captioner.security.keys=00, captioner.security.keys, --captioner.security.keys.NAME",
        "--captioner.queue.capacity.x=3, captioner.queue.capacity.x, --captioner.queue.capacity",
        "--capacity=3, --capacity, ''",
        "--loging.level.root=debug, --loging.level.root, --logging.level.root",
    })
    void anUnknownArgumentIsRejectedWithTheNearestName(String argument, String named, String nearest) {
        assertThat(rejection(argument))
                .contains("unknown option", named)
                .contains(nearest.isEmpty() ? "" : "did you mean " + nearest + "?");
    }

    @Test
    void severalFaultsAreNamedTogether() {
        assertThat(rejection("--prot", "9000", "--captioner.modle=x"))
                .contains("unexpected argument '9000'", "--port?", "--captioner.model?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--server.port=1",
                "--captioner.queue.capacity=3",
                "--captioner.Queue.Capacity=3",
                "--captioner.security.requestsPerMinute=3",
                "--captioner.security.keys.my-shop=00",
                "--captioner.security.keys.my.shop=00",
                "--logging.level.org.springframework=debug",
                "--management.endpoints.web.exposure.include[0]=health",
                "--server.ssl.ciphers[0]=TLS_AES_128_GCM_SHA256",
                "--debug",
            })
    void knownSettingsAreAccepted(String argument) {
        assertThatCode(() -> start(argument)).doesNotThrowAnyException();
    }

    @Test
    void optionsOfServeAreSettings() {
        assertThat(ServeArguments.settings(
                        "--port", "9000", "--host=::1", "--model", "my model", "--log", "json", "--server.port=1"))
                .containsExactly(
                        "--server.port=9000",
                        "--server.address=::1",
                        "--captioner.model=my model",
                        "--captioner.log=json",
                        "--server.port=1");
        assertThat(catchThrowableOfType(
                        SettingsException.class, () -> ServeArguments.settings("--port", "--host", "::1")))
                .hasMessage("expected a value after --port");
        assertThat(catchThrowableOfType(SettingsException.class, () -> ServeArguments.settings("--model")))
                .hasMessage("expected a value after --model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application.properties", "application.yml"})
    void anUnknownSettingInAFileIsRejected(String name) throws Exception {
        boolean yaml = name.endsWith("yml");
        Files.writeString(
                folder.resolve(name),
                yaml ? "captioner:\n  security:\n    key:\n      shop: 00\n" : "captioner.security.key.shop=00\n");

        assertThat(rejection("--spring.config.additional-location=" + folder + "/"))
                .contains("unknown setting captioner.security.key.shop", name)
                .contains("did you mean captioner.security.keys.shop?");
    }

    @Test
    void settingsOfOthersInAFileNeedTheirPrefix() throws Exception {
        Files.writeString(
                folder.resolve("application.properties"), "my.number=9000\ncaptioner.unchecked=my,your.own\n");
        String location = "--spring.config.additional-location=" + folder + "/";

        assertThatCode(() -> start(location, "--your.own.number=3")).doesNotThrowAnyException();
        assertThat(rejection(location, "--your.number=3")).contains("--your.number");
        assertThat(rejection("--captioner.unchecked=captioner", "--captioner.modle=x"))
                .contains("--captioner.modle");
    }

    @Test
    void anUnknownSettingInJsonIsRejected() {
        assertThat(rejection("--spring.application.json={\"captioner\":{\"security\":{\"kyes\":{\"shop\":\"00\"}}}}"))
                .contains("captioner.security.kyes.shop (\"spring.application.json\"", "captioner.security.keys.shop?");
    }

    @ParameterizedTest
    @CsvSource({
        "CAPTIONER_SECURTY_KEYS_SHOP, CAPTIONER_SECURITY_KEYS_SHOP",
        "CAPTIONER_SECURITY_KEY_SHOP, CAPTIONER_SECURITY_KEYS_SHOP",
        "CAPTOINER_SECURITY_KEYS_SHOP, CAPTIONER_SECURITY_KEYS_SHOP",
        "captioner_security_key_shop, CAPTIONER_SECURITY_KEYS_SHOP",
        "captioner.security.key.shop, CAPTIONER_SECURITY_KEYS_SHOP",
        "CAPTIONER_QUEUE_CAPACTY, CAPTIONER_QUEUE_CAPACITY",
        "CAPTIONER_OTPS, CAPTIONER_OPTS",
    })
    void anUnknownVariableIsRejected(String name, String nearest) {
        assertThat(catchThrowableOfType(SettingsException.class, () -> start(Map.of(name, "00"), Map.of())))
                .hasMessageContaining("unknown environment variable " + name + "; did you mean " + nearest + "?");
    }

    @Test
    void variablesOfTheServiceTheLauncherAndKubernetesAreAccepted() {
        Map<String, Object> variables = Map.ofEntries(
                Map.entry("CAPTIONER_SECURITY_KEYS_SHOP", "00"),
                Map.entry("CAPTIONER_SECURITY_REQUESTSPERMINUTE", "5"),
                Map.entry("CAPTIONER_SECURITY_REQUESTS_PER_MINUTE", "5"),
                Map.entry("CAPTIONER_UNCHECKED_0", "my"),
                Map.entry("CAPTIONER_OPTS", "-Xmx2g"),
                Map.entry("CAPTIONER_KEY", "secret"),
                Map.entry("CAPTIONER_SERVICE_HOST", "10.0.0.7"),
                Map.entry("CAPTIONER_SERVICE_PORT", "8080"),
                Map.entry("CAPTIONER_SERVICE_PORT_HTTP", "8080"),
                Map.entry("CAPTIONER_PORT", "tcp://10.0.0.7:8080"),
                Map.entry("CAPTIONER_PORT_8080_TCP", "tcp://10.0.0.7:8080"),
                Map.entry("CAPTIONER_PORT_8080_TCP_ADDR", "10.0.0.7"),
                Map.entry("CAPTIONER_CUDA_SERVICE_HOST", "10.0.0.8"),
                Map.entry("SERVER_WHATEVER", "1"));

        assertThatCode(() -> start(variables, Map.of())).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                        SettingsException.class, () -> start(Map.of("CAPTIONER_PORT", "9000"), Map.of())))
                .hasMessageContaining("CAPTIONER_PORT");
    }

    @Test
    void unknownPropertiesOfJavaAreRejected() {
        for (String name : List.of("captioner.securty.keys.shop", "captoiner.security.keys.shop")) {
            assertThat(catchThrowableOfType(SettingsException.class, () -> start(Map.of(), Map.of(name, "00"))))
                    .hasMessageContaining(name)
                    .hasMessageContaining("did you mean captioner.security.keys.shop?");
        }
        assertThatCode(() -> start(
                        Map.of(),
                        Map.of("captioner.home", "..", "captioner.terminal.out", "false", "captionist.mode", "x")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", ""})
    void aServiceThatOthersCanReachNeedsKeysOrSaysThatItIsOpen(String address) {
        assertThat(rejection("--host", address)).contains("has no API keys", "server.address");
        assertThatCode(() -> start("--host", address, "--captioner.security.open=true"))
                .doesNotThrowAnyException();
        assertThatCode(() -> start("--host", address, "--captioner.security.keys.shop=" + "00".repeat(32)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "::1"})
    void aServiceOnLoopbackNeedsNoKeys(String address) {
        assertThatCode(() -> start("--host", address)).doesNotThrowAnyException();
    }

    @Test
    void aManagementServerThatOthersCanReachNeedsToBeMeant() {
        String keys = "--captioner.security.keys.shop=" + "00".repeat(32);
        assertThat(rejection(keys, "--management.server.port=9001")).contains("health and metrics", "all addresses");
        assertThat(rejection(keys, "--management.server.port=9001", "--management.server.address=0.0.0.0"))
                .contains("management.server.address=0.0.0.0");
        assertThatCode(() -> start(keys, "--management.server.port=9001", "--management.server.address=127.0.0.1"))
                .doesNotThrowAnyException();
        assertThatCode(() -> start(keys, "--management.server.port=9001", "--captioner.security.open=true"))
                .doesNotThrowAnyException();
    }
}
