package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What files may be called, and how their names and types stand in headers. */
final class FileNames {

    private static final int MOST_BYTES = 255;
    private static final String UNRESERVED = "-._~!$&+";
    private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]{1,100}";
    private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "([ ]*;[ -~]{0,100})?");

    private FileNames() {}

    /** @throws ProblemException 400 {@code file_name_malformed} */
    static String checked(String name) {
        if (!isGood(name)) {
            throw new ProblemException(
                    400,
                    "file_name_malformed",
                    "?name= must be a file's name: 1 to " + MOST_BYTES
                            + " bytes of UTF-8, no control characters and no path separators.");
        }
        return name;
    }

    static boolean isGood(String name) {
        return !name.isBlank()
                && !name.equals(".")
                && !name.equals("..")
                && name.codePoints().noneMatch(c -> Character.isISOControl(c) || "/\\\u2028\u2029".indexOf(c) >= 0)
                && fits(name);
    }

    private static boolean fits(String name) {
        try {
            return StandardCharsets.UTF_8
                            .newEncoder()
                            .encode(CharBuffer.wrap(name))
                            .remaining()
                    <= MOST_BYTES;
        } catch (CharacterCodingException e) {
            // Half of a surrogate pair.
            return false;
        }
    }

    static boolean isType(String mimetype) {
        return TYPE.matcher(mimetype).matches();
    }

    /** The value of {@code Content-Disposition} (RFC 6266) that has a browser save the file and never show it. */
    static String attachment(String name) {
        StringBuilder encoded = new StringBuilder("attachment; filename*=UTF-8''");
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(name);
        while (bytes.hasRemaining()) {
            int b = bytes.get() & 0xff;
            if (b < 0x80 && (Character.isLetterOrDigit(b) || UNRESERVED.indexOf(b) >= 0)) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b));
            }
        }
        return encoded.toString();
    }
}
