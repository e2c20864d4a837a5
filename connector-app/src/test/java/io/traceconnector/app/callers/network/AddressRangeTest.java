package io.traceconnector.app.callers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/9, 10.128.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "2001:db8::/33, 2001:db8:8000::, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
        "::ffff:10.0.0.0/8, 10.1.2.3, true",
        "127.0.0.1, 0:0:0:0:0:ffff:7f00:1, true"
    })
    void knowsItsAddresses(String range, String address, boolean within) {
        assertThat(new AddressRanges(List.of(new AddressRange(range))).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1/8", "10.0.0.0/33", "fd00::/129", "localhost", "10.0.0.0/", "10.0.0.0/-1", "1", ""})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> new AddressRange(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "::1, LOOPBACK",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "192.168.1.1, PRIVATE",
        "169.254.1.1, PRIVATE",
        "fd12::1, PRIVATE",
        "172.32.0.1, PUBLIC",
        "100.64.0.1, PUBLIC",
        "0.0.0.0, PUBLIC",
        "::, PUBLIC",
        "2001:db8::1, PUBLIC",
        "no-such-host.invalid, PUBLIC"
    })
    void knowsWhoCanReachAListener(String host, BoundAddress expected) {
        assertThat(BoundAddress.of(host)).isEqualTo(expected);
    }

    @Test
    void onlyWholeLoopbackRangesAreLoopback() {
        assertThat(new AddressRange("127.0.0.0/8").isLoopback()).isTrue();
        assertThat(new AddressRange("::1").isLoopback()).isTrue();
        assertThat(new AddressRange("126.0.0.0/7").isLoopback()).isFalse();
        assertThat(new AddressRange("::/64").isLoopback()).isFalse();
        assertThat(new AddressRange("0.0.0.0/0").isLoopback()).isFalse();
    }
}
