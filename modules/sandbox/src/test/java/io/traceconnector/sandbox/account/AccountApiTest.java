package io.traceconnector.sandbox.account;

import static io.traceconnector.sandbox.SandboxClient.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.sandbox.RunningSandbox;
import io.traceconnector.sandbox.SandboxClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.crypto.generators.BCrypt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AccountApiTest {

    @TempDir
    private static Path directory;

    private static RunningSandbox sandbox;
    private static Path key;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        sandbox = RunningSandbox.start(directory, "--links", "20");
        key = Path.of(sandbox.value("SIGNING_KEY_FILE"));
        url = sandbox.value("SANDBOX_ACCOUNT_URL");
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void logsInByAMessageSignedWithAnAccountsKey() throws Exception {
        JsonNode info = JSON.readTree(
                SandboxClient.get(url + "/info", sandbox.client("meridian").token())
                        .body());
        assertThat(info.path("accountId").asString()).isEqualTo("1011");
        assertThat(info.path("otherAccountIds").path(0).asString()).isEqualTo("1010");
        assertThat(info.path("userId").isString()).isTrue();
    }

    @Test
    void takesFractionalTimesAndSmallDifferencesOfClocks() throws Exception {
        double now = System.currentTimeMillis() / 1000.0;
        assertThat(login("{\"iat\":" + (now + 30.5) + ",\"exp\":" + (now + 330.5) + "}"))
                .isEqualTo(200);
        assertThat(login("{\"iat\":" + (now - 60) + ",\"exp\":" + (now + 600) + "}"))
                .isEqualTo(200);
    }

    @Test
    void refusesMessagesOfAnotherTimeOrShape() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        for (String message : new String[] {
            "{\"iat\":" + (now - 900) + ",\"exp\":" + (now - 600) + "}",
            "{\"iat\":" + (now + 600) + ",\"exp\":" + (now + 900) + "}",
            "{\"iat\":" + now + ",\"exp\":" + (now + 1_000_000) + "}",
            "{\"iat\":\"" + now + "\",\"exp\":\"" + (now + 300) + "\"}",
            "{}",
            "not JSON"
        }) {
            assertThat(login(message)).as(message).isEqualTo(401);
        }
    }

    @Test
    void refusesKeysOfNoAccountAndSignaturesOfOthers() throws Exception {
        Path encryption = key.resolveSibling("meridian-encryption.pem");
        assertThat(SandboxClient.get(url + "/login", SandboxClient.bearer(encryption))
                        .statusCode())
                .isEqualTo(401);
        String good = new String(Base64.getDecoder().decode(SandboxClient.bearer(key)), StandardCharsets.UTF_8);
        String partners = new String(
                Base64.getDecoder().decode(SandboxClient.bearer(key.resolveSibling("rivoli-signing.pem"))),
                StandardCharsets.UTF_8);
        String mixed = JSON.writeValueAsString(Map.of(
                "public_key", JSON.readTree(good).path("public_key"),
                "signature", JSON.readTree(partners).path("signature"),
                "message", JSON.readTree(good).path("message")));
        String bearer = Base64.getEncoder().encodeToString(mixed.getBytes(StandardCharsets.UTF_8));
        assertThat(SandboxClient.get(url + "/login", bearer).statusCode()).isEqualTo(401);
        assertThat(SandboxClient.get(url + "/login", "garbage").statusCode()).isEqualTo(401);
    }

    @Test
    void logsPeopleInByPassword() throws Exception {
        String email = "alice@meridian.example";
        String password = Files.readAllLines(key.resolveSibling("meridian-person.password"))
                .getFirst();
        String salt = salt(email);
        assertThat(salt).matches("\\$2a\\$10\\$.{22}");
        HttpResponse<String> answer = SandboxClient.send(
                "POST", url + "/login", Map.of("email", email, "passwordHash", bcrypt(password, salt)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String token = JSON.readTree(answer.body()).path("token").asString();
        JsonNode info = JSON.readTree(SandboxClient.get(url + "/info", token).body());
        assertThat(info.path("email").asString()).isEqualTo(email);
        HttpResponse<String> wrong = SandboxClient.send(
                "POST", url + "/login", Map.of("email", email, "passwordHash", bcrypt(password + "x", salt)));
        assertThat(wrong.statusCode()).isEqualTo(401);
    }

    @Test
    void givesASaltForAnyAddressAlwaysTheSame() throws Exception {
        assertThat(salt("nobody@nowhere.example"))
                .matches("\\$2a\\$10\\$[./A-Za-z0-9]{22}")
                .isEqualTo(salt("nobody@nowhere.example"))
                .isNotEqualTo(salt("somebody@nowhere.example"));
    }

    @Test
    void refusesTokensThatAreMissingForeignOrUnsigned() throws Exception {
        String token = sandbox.client("meridian").token();
        String unsigned = "eyJhbGciOiJub25lIn0." + token.split("\\.")[1] + ".";
        String tampered = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA");
        for (String wrong : new String[] {unsigned, tampered, "x.y.z", "nothing"}) {
            assertThat(SandboxClient.get(url + "/info", wrong).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> answer = SandboxClient.send("GET", url + "/info", "");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("an authorization token must be provided");
    }

    @Test
    void answersGraphQlWithPrivateKeysOfTheCallerOnly() throws Exception {
        String query = "{myAccount{rowId signingKey{usage privateKey{passwordProtected decrypted}} user{rowId}"
                + " bot{teams{nodes{accountId}}}} accountByRowId(rowId:\\\"1021\\\")"
                + "{signingKey{publicKey privateKey{decrypted}}} me{rowId}}";
        HttpResponse<String> answer = SandboxClient.send(SandboxClient.request(
                        url + "/graphql", sandbox.client("meridian").token())
                .POST(BodyPublishers.ofString("{\"query\":\"" + query + "\"}")));
        JsonNode data = JSON.readTree(answer.body()).path("data");
        assertThat(data.at("/myAccount/signingKey/privateKey/decrypted").asString())
                .isEqualTo(Files.readString(key));
        assertThat(data.at("/myAccount/bot/teams/nodes/0/accountId").asString()).isEqualTo("1010");
        assertThat(data.at("/myAccount/user").isNull()).isTrue();
        assertThat(data.at("/accountByRowId/signingKey/publicKey").asString()).contains("ED25519 PUBLIC KEY");
        assertThat(data.at("/accountByRowId/signingKey/privateKey").isNull()).isTrue();
    }

    private static int login(String message) throws Exception {
        return SandboxClient.get(url + "/login", SandboxClient.bearer(key, message))
                .statusCode();
    }

    private static String salt(String email) throws Exception {
        return JSON.readTree(SandboxClient.get(url + "/salt?email=" + email, "").body())
                .path("salt")
                .asString();
    }

    /** As a client does it: bcrypt with the salt that it was given, in the alphabet of bcrypt. */
    private static String bcrypt(String password, String salt) {
        byte[] bytes = BcryptBase64.decode(salt.substring(7));
        byte[] nulTerminated = (password + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] hash = BCrypt.generate(nulTerminated, bytes, 10);
        return salt + BcryptBase64.encode(Arrays.copyOf(hash, 23));
    }
}
