<?php
// Makes an empty blog: WordPress' own installation, without what it writes into a new blog.
define('WP_INSTALLING', true);
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('The Harbour Papers', 'editor', 'editor@blog.example', true, '', 'no-one-signs-in');
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $post) {
    wp_delete_post($post->ID, true);
}
update_option('timezone_string', 'Europe/Berlin');
update_option('blogdescription', 'Notes on trade and the sea');
update_option('require_name_email', '0');
