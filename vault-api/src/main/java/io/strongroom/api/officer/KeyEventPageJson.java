package io.strongroom.api.officer;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.event.EventGridJson;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.Page;
import io.strongroom.core.event.KeyEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of events.
///
/// @param nextLink address of the page with older events, null on the last page
record KeyEventPageJson(List<EventGridJson> value, @Nullable String nextLink) {
    static KeyEventPageJson of(Page<KeyEvent> page, ControlExchange exchange, Addresses addresses) {
        return new KeyEventPageJson(
                page.items().stream()
                        .map(event ->
                                EventGridJson.of(
                                        event, addresses.vault(event.vault(), exchange.port())))
                        .toList(),
                page.next() == null
                        ? null
                        : EventPageJson.nextLink(
                                exchange,
                                KeyEventController.PATH,
                                KeyEventController.FILTERS,
                                page.next()));
    }
}
