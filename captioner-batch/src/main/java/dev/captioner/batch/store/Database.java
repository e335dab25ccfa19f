package dev.captioner.batch.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.captioner.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * A database with the tables of jobs and an exclusive lock on the job: an H2 file, which only one process can open,
 * or PostgreSQL with an advisory lock of the session. The operating system or the server releases both when the
 * process dies.
 */
public final class Database implements AutoCloseable {
    /** H2: the database is in use by another process. */
    private static final int IN_USE = 90020;

    /** H2: the file cannot be read. */
    private static final int DAMAGED = 90030;

    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** How long the server may take to say whether the job is locked. */
    private static final int LOCK_SECONDS = 30;

    private static final int CONNECTIONS = 4; // the job, its reader, the framework, one spare

    private final HikariDataSource source;
    private final boolean postgres;
    private final @Nullable Connection lock;

    private Database(HikariDataSource source, boolean postgres, @Nullable Connection lock) {
        this.source = source;
        this.postgres = postgres;
        this.lock = lock;
    }

    /**
     * A database in a folder; both are created when missing.
     *
     * @throws StoreException when another process has locked it, or it cannot be opened
     */
    public static Database inFolder(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("job");
        if (file.toString().contains(";")) {
            throw new StoreException(folder + ": a folder for the state of a job cannot have ';' in its path", null);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StoreException(
                    folder + ": expected a folder for the state of the job, or a place to make one: " + e.getMessage(),
                    e);
        }
        // WRITE_DELAY=0: otherwise H2 loses committed transactions when the process is killed.
        HikariDataSource source = open("jdbc:h2:file:" + file + ";WRITE_DELAY=0", "sa", e -> {
            if (e.getErrorCode() == IN_USE) {
                return "another process is working on this job, whose state is in " + folder
                        + "; wait for it, or stop it";
            }
            if (e.getErrorCode() == DAMAGED) {
                return "the state of the job in " + folder + " is damaged (" + e.getMessage()
                        + "); delete the folder to start again";
            }
            return "the state of the job in " + folder + " cannot be opened: " + e.getMessage();
        });
        return migrated(source, false, null);
    }

    /**
     * A PostgreSQL database; missing tables are created.
     *
     * @param url of JDBC, with user and password if needed
     * @param job name of the job to lock
     * @throws StoreException when another process works on the job, or the database cannot be reached
     */
    public static Database atUrl(String url, String job) {
        if (!url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "expected the URL of a PostgreSQL database, as in jdbc:postgresql://host/database?user=me, found '"
                            + withoutSecrets(url) + "'");
        }
        HikariDataSource source = open(
                url,
                null,
                e -> "the database " + withoutSecrets(url) + " cannot be reached: " + e.getMessage()
                        + "; check the URL and that the server runs");
        try {
            return migrated(source, true, lock(source, job));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    private interface Explanation {
        String of(SQLException problem);
    }

    private static HikariDataSource open(String url, @Nullable String user, Explanation explanation) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        if (user != null) {
            config.setUsername(user);
            config.setPassword("");
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1); // the first connection below reports the problem
        if (url.startsWith(POSTGRESQL)) {
            config.addDataSourceProperty(
                    "tcpKeepAlive", "true"); // the connection that holds the lock is idle during a chunk
        }
        try (Connection first = java.sql.DriverManager.getConnection(url, user, user == null ? null : "")) {
            first.isValid(5);
            return new HikariDataSource(config); // before the first is closed: H2 closes its file with the last
        } catch (SQLException e) {
            throw new StoreException(explanation.of(e), e);
        }
    }

    private static Connection lock(DataSource source, String job) {
        Connection connection = null;
        try {
            connection = source.getConnection();
            try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
                statement.setLong(1, number(job));
                try (ResultSet result = statement.executeQuery()) {
                    if (result.next() && result.getBoolean(1)) {
                        return connection;
                    }
                }
            }
            connection.close();
            throw new StoreException(
                    "another process is working on the job '" + job + "'; wait for it, or stop it", null);
        } catch (SQLException e) {
            throw new StoreException("the job '" + job + "' cannot be locked: " + e.getMessage(), e);
        }
    }

    /** The number of the job's advisory lock. */
    private static long number(String job) {
        return Long.parseUnsignedLong(Sha256.of("captioner job " + job).substring(0, 16), 16);
    }

    private static Database migrated(HikariDataSource source, boolean postgres, @Nullable Connection lock) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:dev/captioner/batch/store")
                    .table("caption_schema_history")
                    .baselineOnMigrate(true) // the database may contain other tables
                    .baselineVersion("0")
                    .load()
                    .migrate();
            return new Database(source, postgres, lock);
        } catch (FlywayException e) {
            source.close();
            throw new StoreException("the tables of the job cannot be created: " + cause(e), e);
        }
    }

    /** The root cause's message; Flyway's own message has several lines. */
    private static String cause(FlywayException problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * Checks that this process still holds the lock of the job. The server gives a lock to others when the session ends, also when only
     * the connection was lost; to go on could then overwrite what another process does.
     *
     * @throws StoreException when the lock is lost
     */
    public void requireLock() {
        if (lock == null) {
            return; // H2 locks its file
        }
        SQLException cause = null;
        try (PreparedStatement statement = lock.prepareStatement(
                "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()")) {
            statement.setQueryTimeout(LOCK_SECONDS);
            try (ResultSet result = statement.executeQuery()) {
                if (result.next() && result.getInt(1) > 0) {
                    return;
                }
            }
        } catch (SQLException e) {
            cause = e;
        }
        throw new StoreException(
                "the lock on the job in the database was lost ("
                        + (cause == null ? "the server has released it" : cause.getMessage())
                        + "); another process may work on the job now",
                cause);
    }

    /** Connections. */
    public DataSource source() {
        return source;
    }

    /** Spring Batch's name for the kind of database. */
    public String type() {
        return postgres ? "POSTGRES" : "H2";
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                // A pooled connection would keep the lock with the session.
                try (PreparedStatement statement = lock.prepareStatement("SELECT pg_advisory_unlock_all()")) {
                    statement.execute();
                }
                lock.close();
            }
        } catch (SQLException e) {
            // The session has ended, and its lock with it.
        } finally {
            source.close();
        }
    }
}
