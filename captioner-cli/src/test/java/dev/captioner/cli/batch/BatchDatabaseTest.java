package dev.captioner.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.batch.store.Database;
import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A batch job with its state in PostgreSQL, and batch jobs whose database fails. */
@Tag(TestTags.PROCESS)
class BatchDatabaseTest {
    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void model() {
        model = TinyModel.TEN_WORDS.write(folder.resolve("model"));
    }

    private CommandRun batch(String out, Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("batch", SourceTree.SAMPLES, "--out", folder.resolve(out), "--model", model, "--chunk", "2"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void postgresqlGivesTheSameBytesAsH2AndHoldsSeveralJobs() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            assertThat(batch("file.jsonl").exit()).isZero();
            CommandRun run = batch("server.jsonl", "--database", url, "--job", "first");
            assertThat(run.exit()).as(run.error()).isZero();
            assertThat(folder.resolve("server.jsonl")).hasSameBinaryContentAs(folder.resolve("file.jsonl"));
            assertThat(folder.resolve("server.jsonl.job")).doesNotExist();

            assertThat(batch("server.jsonl", "--database", url, "--job", "first")
                            .error())
                    .contains("6 photos: 0 captioned in this run");
            assertThat(batch("other.jsonl", "--database", url, "--job", "second")
                            .error())
                    .contains("6 photos: 6 captioned in this run");

            try (Database held = Database.atUrl(url, "first")) {
                assertThat(held.type()).isEqualTo("POSTGRES");
                CommandRun second = batch("server.jsonl", "--database", url, "--job", "first");
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.error()).contains("another process is working on the job 'first'");
                assertThat(batch("other.jsonl", "--database", url, "--job", "second")
                                .exit())
                        .isZero();
            }
            assertThat(batch("server.jsonl", "--database", url, "--job", "first")
                            .exit())
                    .isZero();
        }
    }

    @Test
    @SuppressWarnings("try") // it is closed early
    void aLostDatabaseStopsTheJobWhichResumesWhenItIsBack() throws Exception {
        BatchProcess.drawPhotos(folder.resolve("photos"), 60);
        Path data = folder.resolve("data");
        int port;
        try (EmbeddedPostgres server = server(data).start();
                BatchProcess process = onServer(server)) {
            port = server.getPort();
            process.events("progress", 3);
            server.close();
            assertThat(process.exit()).isEqualTo(1);
            assertThat(process.errors())
                    .contains("stopped: ")
                    .contains("database")
                    .contains("run the same command again")
                    .doesNotContain("should not have happened");
        }
        try (EmbeddedPostgres server = server(data).setPort(port).start();
                BatchProcess process = onServer(server)) {
            assertThat(process.events("progress", 1).get(0).get("done").intValue())
                    .isBetween(4, 58);
            assertThat(process.exit()).as(process.errors()).isZero();
            assertThat(Files.readAllLines(folder.resolve("lost.jsonl"))).hasSize(60);
        }
    }

    @Test
    void aJobWhoseLockIsLostStopsAndResumes() throws Exception {
        BatchProcess.drawPhotos(folder.resolve("photos"), 60);
        try (EmbeddedPostgres server = server(folder.resolve("data")).start()) {
            try (BatchProcess process = onServer(server)) {
                process.events("progress", 2);
                try (Connection connection = server.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet ended = statement.executeQuery(
                                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")) {
                    assertThat(ended.next() && ended.getBoolean(1)).isTrue();
                }
                assertThat(process.exit()).isEqualTo(1);
                assertThat(process.errors())
                        .contains("stopped: the lock on the job in the database was lost")
                        .contains("another process may work on the job now")
                        .contains("run the same command again");
                assertThat(folder.resolve("lost.jsonl")).doesNotExist();
            }
            try (BatchProcess process = onServer(server)) {
                assertThat(process.exit()).as(process.errors()).isZero();
                assertThat(Files.readAllLines(folder.resolve("lost.jsonl"))).hasSize(60);
            }
        }
    }

    private static EmbeddedPostgres.Builder server(Path data) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }

    private BatchProcess onServer(EmbeddedPostgres server) throws IOException {
        return BatchProcess.start(
                folder,
                "photos",
                "--out",
                "lost.jsonl",
                "--model",
                "model",
                "--chunk",
                "2",
                "--job",
                "lost",
                "--database",
                server.getJdbcUrl("postgres", "postgres"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFullDiskStopsTheJobWhichResumesWhenThereIsRoom() throws Exception {
        BatchProcess.drawPhotos(folder.resolve("photos"), 150);
        assertThat(batch("warm.jsonl").exit()).isZero(); // natives are unpacked on the first use
        String[] arguments = {"photos", "--out", "full.jsonl", "--model", "model", "--chunk", "2"};
        // Limits the size of files, in blocks of 512 bytes: to the program this is like a full disk.
        try (BatchProcess process = BatchProcess.startBelow("ulimit -f 1600; exec \"$@\"", folder, arguments)) {
            assertThat(process.exit()).isEqualTo(1);
            assertThat(process.errors())
                    .contains("stopped: ")
                    .contains("File too large")
                    .contains("run the same command again")
                    .doesNotContain("should not have happened");
            assertThat(folder.resolve("full.jsonl")).doesNotExist();
        }
        try (BatchProcess process = BatchProcess.start(folder, arguments)) {
            assertThat(process.events("progress", 1).get(0).get("done").intValue())
                    .isPositive();
            assertThat(process.exit()).as(process.errors()).isZero();
            assertThat(Files.readAllLines(folder.resolve("full.jsonl"))).hasSize(150);
        }
    }

    @Test
    void namesAnUnreachableDatabase() {
        CommandRun run = batch(
                "c.jsonl", "--database", "jdbc:postgresql://127.0.0.1:1/none?user=a&password=secret", "--job", "a");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("127.0.0.1:1/none cannot be reached").doesNotContain("secret");
    }

    @Test
    void aSecondProcessOnTheSameStateIsRejected() throws Exception {
        BatchProcess.drawPhotos(folder.resolve("photos"), 1);
        try (Database held = Database.inFolder(folder.resolve("c.jsonl.job"));
                BatchProcess second = BatchProcess.start(folder, "photos", "--out", "c.jsonl", "--model", "model")) {
            assertThat(held.type()).isEqualTo("H2");
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.errors()).contains("another process is working on this job");
        }
    }
}
