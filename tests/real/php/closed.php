<?php
// While the option `pages_only` is set, the blog has its pages alone: no feed, no sitemap, no API, and no link to any.
function pages_only_refuse() {
    wp_die('There is no such thing here.', '', ['response' => 404]);
}

if (get_option('pages_only')) {
    add_filter('wp_sitemaps_enabled', '__return_false');
    add_filter('rest_authentication_errors', fn () => new WP_Error('closed', 'Closed', ['status' => 403]));
    remove_action('wp_head', 'rest_output_link_wp_head');
    remove_action('wp_head', 'rsd_link');
    remove_action('wp_head', 'wp_oembed_add_discovery_links');
    remove_action('wp_head', 'feed_links', 2);
    remove_action('wp_head', 'feed_links_extra', 3);
    remove_action('template_redirect', 'rest_output_link_header', 11);
    foreach (['do_feed_rss', 'do_feed_rss2', 'do_feed_atom', 'do_feed_rdf'] as $feed) {
        add_action($feed, 'pages_only_refuse', 1);
    }
}
add_filter('pre_wp_mail', '__return_true'); // it writes to nobody
