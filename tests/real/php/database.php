<?php
// Makes WordPress' database in a server that has none.
(new mysqli('localhost', 'root', '', '', 0, getenv('BLOG_SOCKET')))->query('CREATE DATABASE wordpress');
