package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.ListeningProcess;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code captioner serve} in its own process. */
@Tag(TestTags.PROCESS)
class ServeCommandTest {
    @TempDir
    Path folder;

    private String log(Map<String, String> environment, List<String> options, List<String> arguments, int exit)
            throws Exception {
        try (ServiceProcess service = ServiceProcess.startWith(
                ListeningProcess.freePort(), folder.resolve("log"), environment, options, arguments)) {
            assertThat(service.process().waitFor()).as(service.log()).isEqualTo(exit);
            return service.log();
        }
    }

    @Test
    void mistypedSettingsEndTheProgramWithTheCodeForWrongUsage() throws Exception {
        assertThat(log(Map.of(), List.of(), List.of("--prot", "9000"), 2))
                .contains("unknown option --prot; did you mean --port?", "unexpected argument '9000'");
        assertThat(log(Map.of("CAPTIONER_SECURTY_KEYS_SHOP", "00"), List.of(), List.of(), 2))
                .contains("CAPTIONER_SECURTY_KEYS_SHOP; did you mean CAPTIONER_SECURITY_KEYS_SHOP?");
        assertThat(log(Map.of("SPRING_APPLICATION_JSON", "{\"captioner.modle\": 1}"), List.of(), List.of(), 2))
                .contains("captioner.modle", "did you mean captioner.model?");
        assertThat(log(Map.of(), List.of("-Dcaptioner.modle=1"), List.of(), 2))
                .contains("did you mean captioner.model?");
        assertThat(log(Map.of(), List.of(), List.of("--port"), 2)).contains("captioner: expected a value after --port");
        assertThat(log(Map.of("SERVER_ADDRESS", "0.0.0.0"), List.of(), List.of(), 2))
                .contains("has no API keys", "captioner.security.open=true");
    }

    @Test
    void onATerminalOneLineHasTheFormatsAndOneTheAddress() throws Exception {
        Path model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
        int port = ListeningProcess.freePort();
        try (ServiceProcess service = ServiceProcess.startWith(
                port,
                folder.resolve("log"),
                Map.of(),
                List.of("-Dcaptioner.home=..", "-Dcaptioner.terminal.out=true"), // as the launcher does
                List.of("--port", Integer.toString(port), "--model", model.toString()))) {
            service.awaitLog("Ctrl-C");
            assertThat(service.log())
                    .matches(
                            "photos: JPEG, PNG, [A-Za-z, ]+; up to [^\n]+\ncaptioner listens on http://127\\.0\\.0\\.1:"
                                    + port + "/ \\(model \\S+ \\S+\\); stop it with Ctrl-C\n");
            service.get("/models");
            service.awaitLog("/models");
            assertThat(service.log().lines().skip(2))
                    .singleElement()
                    .asString()
                    .matches("\\d\\d:\\d\\d:\\d\\d GET /models 200 \\d+ ms");
        }
    }

    @Test
    void withoutATerminalOrIfAskedForTheLogIsJson() throws Exception {
        Path model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
        for (List<String> form : List.of(
                List.of("-Dcaptioner.terminal.out=false", "--debug=false"),
                List.of("-Dcaptioner.terminal.out=true", "--log=json"))) {
            int port = ListeningProcess.freePort();
            try (ServiceProcess service = ServiceProcess.startWith(
                    port,
                    folder.resolve("log"),
                    Map.of(),
                    List.of("-Dcaptioner.home=..", form.get(0)),
                    List.of("--port=" + port, "--host", "127.0.0.1", "--model", model.toString(), form.get(1)))) {
                service.awaitLog("serving ");
                assertThat(service.log().lines())
                        .allSatisfy(line -> JsonMapper.shared().readTree(line));
                assertThat(service.log()).contains("\"photos: JPEG, PNG, ");
                assertThat(service.log()).contains("\"address\":\"http://127.0.0.1:" + port + "/\"");
            }
        }
    }
}
